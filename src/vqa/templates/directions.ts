import type { PredicateRelation } from "../../core/index.js";
import type { PredicateTemplate } from "../template.js";
import { saysNo, saysYes } from "./replies.js";

/** Left and right differ in one word. From the camera's point of view. */
const beside = (relation: PredicateRelation, side: "left" | "right"): PredicateTemplate => ({
  kind: "predicate",
  id: `${side}-of/is`,
  relation,
  ask: [
    ({ subject, object }) => `is ${subject} to the ${side} of ${object}?`,
    ({ subject, object }) => `is ${subject} ${side} of ${object}?`,
    ({ subject, object }) => `is ${subject} on the ${side} of ${object}?`,
    ({ subject, object }) => `is ${subject} on the ${side} side of ${object}?`,
    ({ subject, object }) => `does ${subject} lie to the ${side} of ${object}?`,
    ({ subject, object }) => `is ${subject} further to the ${side} than ${object}?`,
    ({ subject, object }) => `from the camera's view, is ${subject} to the ${side} of ${object}?`,
    ({ subject, object }) => `can you confirm that ${subject} is to the ${side} of ${object}?`,
    ({ subject, object }) => `${subject} is to the ${side} of ${object}, is that true?`,
    ({ subject, object }) => `is it true that ${subject} is ${side} of ${object}?`,
  ],
  yes: [
    ...saysYes,
    ({ subject, object }) => `yes, ${subject} is to the ${side} of ${object}.`,
    ({ subject, object }) => `${subject} is to the ${side} of ${object}.`,
  ],
  no: [
    ...saysNo,
    ({ subject, object }) => `no, ${subject} is not to the ${side} of ${object}.`,
    ({ subject, object }) => `${subject} is not to the ${side} of ${object}.`,
  ],
});

export const leftOf = beside("left_of", "left");
export const rightOf = beside("right_of", "right");

interface Placement {
  readonly relation: PredicateRelation;
  readonly id: string;
  /** "above" */
  readonly words: string;
  /** Another way to say it: "higher than". */
  readonly others: readonly string[];
}

const placed = ({ relation, id, words, others }: Placement): PredicateTemplate => ({
  kind: "predicate",
  id,
  relation,
  ask: [
    ({ subject, object }) => `is ${subject} ${words} ${object}?`,
    ({ subject, object }) => `does ${subject} lie ${words} ${object}?`,
    ({ subject, object }) => `is ${subject} located ${words} ${object}?`,
    ({ subject, object }) => `is it true that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `can you confirm that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `${subject} is ${words} ${object}, is that true?`,
    ({ subject, object }) => `would you say ${subject} is ${words} ${object}?`,
    ...others.map(
      (other): PredicateTemplate["ask"][number] =>
        ({ subject, object }) =>
          `is ${subject} ${other} ${object}?`,
    ),
  ],
  yes: [
    ...saysYes,
    ({ subject, object }) => `yes, ${subject} is ${words} ${object}.`,
    ({ subject, object }) => `${subject} is ${words} ${object}.`,
  ],
  no: [
    ...saysNo,
    ({ subject, object }) => `no, ${subject} is not ${words} ${object}.`,
    ({ subject, object }) => `${subject} is not ${words} ${object}.`,
  ],
});

/** Above and below: whose centre is farther along the up direction. */
export const above = placed({
  relation: "above",
  id: "above/is",
  words: "above",
  others: ["higher than", "higher up than"],
});
export const below = placed({
  relation: "below",
  id: "below/is",
  words: "below",
  others: ["lower than", "lower down than"],
});

/** In front and behind: whose centre has the smaller depth along the camera's axis. */
export const inFrontOf = placed({
  relation: "in_front_of",
  id: "in-front-of/is",
  words: "in front of",
  others: ["ahead of", "in the foreground of"],
});
export const behind = placed({
  relation: "behind",
  id: "behind/is",
  words: "behind",
  others: ["in back of", "at the back of"],
});
