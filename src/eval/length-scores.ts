import { type LengthErrors, lengthErrors, type Metres, mean, spearman } from "../core/index.js";
import { type Answered, isAnswered, type LengthCase } from "./case.js";
import { covered } from "./reliability.js";

export interface LengthScore extends LengthErrors {
  readonly asked: number;
  /** Share of questions whose answer contained a usable number. */
  readonly answered: number;
  /** Rank correlation of estimates and truths, over all answers. */
  readonly spearman: number;
  /** The same errors for always saying the mean of the truths: what any figure must beat. */
  readonly sayingTheMean: LengthErrors;
  /** Share of truths within the central 50 % and 90 % intervals, over answers that carry a deviation. */
  readonly coverage: { readonly "50": number; readonly "90": number };
}

/** Errors of the answers whose `by` is within [from, to). `to` is Infinity (null in JSON) for the last. */
export interface LengthBin extends LengthErrors {
  readonly from: Metres;
  readonly to: Metres;
}

export const scoreLengths = (cases: readonly LengthCase[]): LengthScore => {
  const answers = cases.filter(isAnswered);
  const truths = answers.map(({ truth }) => truth);
  const average = mean(truths);
  return {
    ...lengthErrors(answers),
    asked: cases.length,
    answered: answers.length / cases.length,
    spearman: spearman(
      answers.map(({ estimate }) => estimate),
      truths,
    ),
    sayingTheMean: lengthErrors(truths.map((truth) => ({ estimate: average, truth }))),
    coverage: { "50": covered(answers, 0.5), "90": covered(answers, 0.9) },
  };
};

/** Errors by a length that each answer has; answers without it are in no bin. Empty bins are left out. */
export const scoreBins = (
  answers: readonly Answered[],
  by: (one: Answered) => Metres | undefined,
  edges: readonly Metres[],
): readonly LengthBin[] =>
  edges.flatMap((from, i) => {
    const to = edges[i + 1] ?? Number.POSITIVE_INFINITY;
    const inside = answers.filter((one) => {
      const value = by(one);
      return value !== undefined && value >= from && value < to;
    });
    return inside.length === 0 ? [] : [{ from, to, ...lengthErrors(inside) }];
  });
