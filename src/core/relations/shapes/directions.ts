import type { PredicateWording } from "../wording.js";
import { saysNo, saysYes } from "./replies.js";

/** Left and right differ in one word. */
export const beside = (side: "left" | "right"): PredicateWording => ({
  id: `${side}-of/is`,
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

interface Placement {
  readonly id: string;
  /** "above" */
  readonly words: string;
  /** Another way to say it: "higher than". */
  readonly others: readonly string[];
}

/** Where one thing is from another, in words that take no "to the … of". */
export const located = ({ id, words, others }: Placement): PredicateWording => ({
  id,
  ask: [
    ({ subject, object }) => `is ${subject} ${words} ${object}?`,
    ({ subject, object }) => `does ${subject} lie ${words} ${object}?`,
    ({ subject, object }) => `is ${subject} located ${words} ${object}?`,
    ({ subject, object }) => `is it true that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `can you confirm that ${subject} is ${words} ${object}?`,
    ({ subject, object }) => `${subject} is ${words} ${object}, is that true?`,
    ({ subject, object }) => `would you say ${subject} is ${words} ${object}?`,
    ...others.map(
      (other): PredicateWording["ask"][number] =>
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
