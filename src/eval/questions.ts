import {
  groupBy,
  isLengthRelation,
  type LengthErrors,
  type LengthRelation,
  lengthErrors,
  mean,
  normalCdf,
  type PredicateRelation,
  type Relation,
} from "../core/index.js";
import type { Reading } from "../vqa/index.js";

/** One question, what is true, and what was answered. Truth in metres for lengths, whether it holds for predicates. */
export interface Judged {
  readonly relation: Relation;
  readonly truth: number | boolean;
  readonly reading: Reading;
}

export interface LengthScore extends LengthErrors {
  readonly asked: number;
  /** Share of questions whose answer contained a usable length. */
  readonly answered: number;
  /** The same errors for always saying the mean of the truths: what any figure must beat. */
  readonly sayingTheMean: LengthErrors;
  /** Share of truths within the central 50 % and 90 % intervals, over answers that carry a deviation. */
  readonly coverage: { readonly "50": number; readonly "90": number };
}

export interface PredicateScore {
  readonly asked: number;
  readonly answered: number;
  /** Share right, of those answered; what is more probable than not counts as said. */
  readonly accuracy: number;
  /** Accuracy of always giving the commoner answer. */
  readonly sayingTheCommonest: number;
}

export interface QuestionScores {
  readonly lengths: Readonly<Partial<Record<LengthRelation, LengthScore>>>;
  readonly predicates: Readonly<Partial<Record<PredicateRelation, PredicateScore>>>;
}

const coverage = (
  answers: readonly {
    readonly estimate: number;
    readonly truth: number;
    readonly stddev?: number;
  }[],
  share: number,
): number => {
  const central = answers.flatMap(({ estimate, truth, stddev }) =>
    stddev === undefined ? [] : [2 * normalCdf(Math.abs(truth - estimate) / stddev) - 1],
  );
  return mean(central.map((probability) => +(probability <= share)));
};

const scoreLengths = (judged: readonly Judged[]): LengthScore => {
  const answers = judged.flatMap(({ truth, reading }) =>
    reading.kind === "length" && typeof truth === "number"
      ? [
          {
            estimate: reading.metres,
            truth,
            ...(reading.stddev === undefined ? {} : { stddev: reading.stddev }),
          },
        ]
      : [],
  );
  const average = mean(answers.map(({ truth }) => truth));
  return {
    ...lengthErrors(answers),
    asked: judged.length,
    answered: answers.length / judged.length,
    sayingTheMean: lengthErrors(answers.map(({ truth }) => ({ estimate: average, truth }))),
    coverage: { "50": coverage(answers, 0.5), "90": coverage(answers, 0.9) },
  };
};

const scorePredicates = (judged: readonly Judged[]): PredicateScore => {
  const answers = judged.flatMap(({ truth, reading }) =>
    reading.kind === "predicate" && typeof truth === "boolean"
      ? [{ said: reading.probability > 0.5, truth }]
      : [],
  );
  const yes = mean(answers.map(({ truth }) => +truth));
  return {
    asked: judged.length,
    answered: answers.length / judged.length,
    accuracy: mean(answers.map(({ said, truth }) => +(said === truth))),
    sayingTheCommonest: Math.max(yes, 1 - yes),
  };
};

/** The paper's tables in small: errors per length relation, accuracy per predicate, in the order of first appearance. */
export const scoreQuestions = (judged: readonly Judged[]): QuestionScores => {
  const lengths: Partial<Record<LengthRelation, LengthScore>> = {};
  const predicates: Partial<Record<PredicateRelation, PredicateScore>> = {};
  for (const [relation, some] of groupBy(judged, (one) => one.relation)) {
    if (isLengthRelation(relation)) lengths[relation] = scoreLengths(some);
    else predicates[relation] = scorePredicates(some);
  }
  return { lengths, predicates };
};
