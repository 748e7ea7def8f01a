import { failureOf } from "../core/index.js";
import type { Talk } from "../vlm/index.js";
import { type Asking, Ledger } from "./ledger.js";
import { converse } from "./llm/converse.js";
import { type PlanOptions, planFor } from "./planner/index.js";
import type { Outcome, Trace } from "./steps.js";

/** Different questions that may be asked where nothing else is said. */
export const defaultMaxQuestions = 50;
/** What a language model was told to be wrong is kept so far. */
const mostRemarks = 50;
/** Share by which lengths may differ that count as equal. */
export const defaultTolerance = 0.1;

/** Runs something over a fresh ledger; what fails on the way ends the trace and is told with the steps so far. */
const traced = async (
  asking: Asking,
  { question, by }: Pick<Trace, "question" | "by">,
  work: (ledger: Ledger, refuse: (what: string) => void) => Promise<Outcome>,
): Promise<Trace> => {
  const ledger = new Ledger(asking);
  const refused: string[] = [];
  const refuse = (what: string): void => {
    if (refused.length < mostRemarks) refused.push(what);
  };
  const done = (outcome: Outcome): Trace => {
    const { steps, novelty } = ledger;
    return { question, by, steps, ...outcome, ...(novelty !== undefined && { novelty }), refused };
  };
  try {
    return done(await work(ledger, refuse));
  } catch (thrown) {
    asking.signal?.throwIfAborted();
    return done({ failure: failureOf(thrown, "model.failed") });
  }
};

/**
 * Answers a question by the built-in planner, step by step.
 * @throws SpatialRewardError reason.question before anything is asked; the signal's reason
 */
export const reason = async (
  question: string,
  asking: Asking,
  options: PlanOptions = { tolerance: defaultTolerance },
): Promise<Trace> => {
  const plan = planFor(question);
  return traced(asking, { question, by: "planner" }, async (ledger) => ({
    conclusion: await plan(ledger, options),
  }));
};

/**
 * Answers a question as a language model takes it apart; it sees the answers, and no picture.
 * @throws the signal's reason; what else fails is in the trace, with the steps so far
 */
export const reasonWith = (talk: Talk, question: string, asking: Asking): Promise<Trace> =>
  traced(asking, { question, by: talk.name }, (ledger, refuse) =>
    converse({ ledger, question, talk, refuse }, asking.signal),
  );
