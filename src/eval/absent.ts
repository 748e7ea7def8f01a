import { mean, rocAuc } from "../core/index.js";
import type { Case } from "./case.js";

/** How a backend takes questions about things that can't be seen. */
export interface AbsentScore {
  /** Questions that name something absent. */
  readonly asked: number;
  /** Of those, the share that got no number and no yes or no (an answer would be invented). */
  readonly unanswered: number;
  /** Of questions whose things can all be seen, the share that got no answer. */
  readonly presentUnanswered: number;
  /** Probability that of a question about seen and one about absent things the backend is surer of the first. */
  readonly auc: number;
}

/** Whether a thing is visible is asked of itself; its answer is then how sure the backend is. */
const surenessOf = ({ relation, reading, seen }: Case): number | undefined =>
  relation === "visible" && reading.kind === "predicate" ? reading.probability : seen;

const namesAbsent = ({ relation, truth }: Case): boolean =>
  relation === "visible" ? truth === false : truth === undefined;

/** Undefined when no question names something absent. */
export const scoreAbsent = (cases: readonly Case[]): AbsentScore | undefined => {
  const absent = cases.filter(namesAbsent);
  if (absent.length === 0) return undefined;
  const present = cases.filter((one) => !namesAbsent(one));
  const sure = (some: readonly Case[]): number[] => some.flatMap((one) => surenessOf(one) ?? []);
  const unanswered = (some: readonly Case[]): number =>
    mean(
      some
        .filter(({ relation }) => relation !== "visible")
        .map(({ reading }) => +(reading.kind === "unreadable")),
    );
  return {
    asked: absent.length,
    unanswered: unanswered(absent),
    presentUnanswered: unanswered(present),
    auc: rocAuc(sure(present), sure(absent)),
  };
};
