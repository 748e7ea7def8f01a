import { type Failure, failureOf } from "../core/index.js";
import { type Asking, Ledger } from "./ledger.js";
import { type PlanOptions, planFor } from "./planner/index.js";
import type { Conclusion, Trace } from "./steps.js";

/** What a way to reason came to. */
export interface Outcome {
  readonly conclusion?: Conclusion;
  readonly failure?: Failure;
  readonly refused: readonly string[];
}

/** Different questions that may be asked where nothing else is said. */
export const defaultMaxQuestions = 50;
/** Share by which lengths may differ that count as equal. */
export const defaultTolerance = 0.1;

/** Runs something over a fresh ledger; what fails on the way ends the trace and is told with the steps so far. */
export const traced = async (
  asking: Asking,
  { question, by }: Pick<Trace, "question" | "by">,
  work: (ledger: Ledger) => Promise<Outcome>,
): Promise<Trace> => {
  const ledger = new Ledger(asking);
  try {
    const outcome = await work(ledger);
    return { question, by, steps: ledger.steps, ...outcome };
  } catch (thrown) {
    asking.signal?.throwIfAborted();
    const failure = failureOf(thrown, "model.failed");
    return { question, by, steps: ledger.steps, failure, refused: [] };
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
    refused: [],
  }));
};
