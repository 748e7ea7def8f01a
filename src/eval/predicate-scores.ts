import { mean } from "../core/index.js";
import type { PredicateCase } from "./case.js";

export interface PredicateScore {
  readonly asked: number;
  readonly answered: number;
  /** Share right, of those answered; what is more probable than not counts as said. */
  readonly accuracy: number;
  /** Accuracy of always giving the commoner answer. */
  readonly sayingTheCommonest: number;
}

export const scorePredicates = (cases: readonly PredicateCase[]): PredicateScore => {
  const answers = cases.flatMap(({ truth, probability }) =>
    probability === undefined ? [] : [{ truth, said: probability > 0.5 }],
  );
  const yes = mean(answers.map(({ truth }) => +truth));
  return {
    asked: cases.length,
    answered: answers.length / cases.length,
    accuracy: mean(answers.map(({ said, truth }) => +(said === truth))),
    sayingTheCommonest: Math.max(yes, 1 - yes),
  };
};
