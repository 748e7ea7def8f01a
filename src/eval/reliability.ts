import { mean, normalCdf } from "../core/index.js";
import type { Answered, PredicateCase } from "./case.js";

/** What was stated, and how often it came true. On a reliability diagram the two are equal. */
export interface Reliability {
  /** Share of truths that a central interval is said to hold, and holds. */
  readonly intervals: readonly { readonly stated: number; readonly observed: number }[];
  /** Mean of the probabilities stated within a tenth, and the share of them that held. */
  readonly probabilities: readonly {
    readonly stated: number;
    readonly observed: number;
    readonly count: number;
  }[];
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const tenths = 10;

/** Share of truths within the central interval of a normal distribution, over answers that carry a deviation. */
export const covered = (answers: readonly Answered[], share: number): number =>
  mean(
    answers.flatMap(({ estimate, truth, stddev }) =>
      stddev === undefined
        ? []
        : [+(2 * normalCdf(Math.abs(truth - estimate) / stddev) - 1 <= share)],
    ),
  );

const calibrationOf = (cases: readonly PredicateCase[]): Reliability["probabilities"] =>
  Array.from({ length: tenths }, (_, tenth) => tenth).flatMap((tenth) => {
    const inside = cases.flatMap(({ probability = Number.NaN, truth }) =>
      Math.min(tenths - 1, Math.floor(probability * tenths)) === tenth
        ? [{ probability, truth }]
        : [],
    );
    if (inside.length === 0) return [];
    return [
      {
        stated: mean(inside.map(({ probability }) => probability)),
        observed: mean(inside.map(({ truth }) => +truth)),
        count: inside.length,
      },
    ];
  });

/** Intervals are left out when no answer carries a deviation. */
export const reliabilityOf = (
  answers: readonly Answered[],
  predicates: readonly PredicateCase[],
): Reliability => ({
  intervals: answers.some(({ stddev }) => stddev !== undefined)
    ? shares.map((stated) => ({ stated, observed: covered(answers, stated) }))
    : [],
  probabilities: calibrationOf(predicates),
});
