import {
  type LengthRelation,
  type PredicateRelation,
  type Query,
  SpatialRewardError,
} from "../../core/index.js";
import { questionFor } from "../../vqa/index.js";
import type { Ledger } from "../ledger.js";
import type { AskStep, CalculateStep } from "../steps.js";

/** An answered length. */
export interface Length {
  readonly id: string;
  /** Metres. */
  readonly value: number;
  readonly stddev: number | undefined;
}

/** An answered yes or no. */
export interface Chance {
  readonly id: string;
  readonly probability: number;
}

/** Why there is no value, and what helps. */
const whyOf = ({ question, unanswered }: AskStep): string => {
  if (unanswered === "no-up")
    return `"${question}": which way is up is not known; TF or --pitch tells`;
  const why = unanswered ?? "no value";
  return why.includes(question) ? why : `"${question}": ${why}`;
};

/** The error that ends a plan without an answer to this question. */
export const unansweredError = (step: AskStep): SpatialRewardError =>
  new SpatialRewardError("reason.unanswered", `can't conclude: ${whyOf(step)}`);

/**
 * All at once; a step may have no value. @throws SpatialRewardError reason.budget, and the backend's own
 */
export const askAll = (ledger: Ledger, queries: readonly Query[]): Promise<readonly AskStep[]> =>
  ledger.ask(queries.map((query) => questionFor(query)));

const lengthOf = (step: AskStep): Length => {
  const { id, metres: value, stddev } = step;
  if (value === undefined) throw unansweredError(step);
  return { id, value, stddev };
};

/**
 * Lengths of pairs (or of single things: `object` left out), all asked at once.
 * @throws SpatialRewardError reason.unanswered, reason.budget, and the backend's own
 */
export const lengthsOf = async (
  ledger: Ledger,
  relation: LengthRelation,
  pairs: readonly (readonly [subject: string, object?: string])[],
): Promise<readonly Length[]> => {
  const queries = pairs.map(([subject, object = ""]) => ({ relation, subject, object }));
  return (await askAll(ledger, queries)).map(lengthOf);
};

/** As `lengthsOf`, of one. */
export const lengthOfPair = async (
  ledger: Ledger,
  relation: LengthRelation,
  subject: string,
  object = "",
): Promise<Length> => {
  const [only] = await askAll(ledger, [{ relation, subject, object }]);
  if (!only) throw new SpatialRewardError("reason.unanswered", "can't conclude: no answer");
  return lengthOf(only);
};

/** Probabilities of pairs, all asked at once. @throws as `lengthsOf` */
export const chancesOf = async (
  ledger: Ledger,
  relation: PredicateRelation,
  pairs: readonly (readonly [subject: string, object: string])[],
): Promise<readonly Chance[]> => {
  const queries = pairs.map(([subject, object]) => ({ relation, subject, object }));
  return (await askAll(ledger, queries)).map((step) => {
    const { id, probability } = step;
    if (probability === undefined) throw unansweredError(step);
    return { id, probability };
  });
};

/**
 * A calculation of the planner's own making.
 * @throws SpatialRewardError reason.unanswered where the answers give it no value
 */
export const calculated = (ledger: Ledger, expression: string): CalculateStep => {
  const step = ledger.calculate(expression);
  if (typeof step !== "string") return step;
  throw new SpatialRewardError("reason.unanswered", `can't conclude: ${expression}: ${step}`);
};

/** "; the probability that … is 0.20", or why none can be told. */
export const withChance = (
  { holds, probability }: CalculateStep,
  of: string,
  tell: (probability: number) => string,
): string => {
  if (probability === undefined)
    return `; the answers come without deviations, so ${of} has no probability`;
  const against = holds !== undefined && holds !== probability >= 0.5;
  return `; the probability ${of} is ${tell(probability)}${against ? ", so this is unsure" : ""}`;
};
