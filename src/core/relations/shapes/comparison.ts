import type { PredicateWording } from "../wording.js";
import { saysNo, saysYes } from "./replies.js";

interface Comparison {
  readonly name: string;
  /** "taller" */
  readonly more: string;
  /** "tall", for "as tall as" turned round. */
  readonly noun: string;
  /** After the comparative where it needs one: " to the camera". */
  readonly reference: string;
  /** Another comparative with the same meaning. */
  readonly synonym: string;
}

/** Is one thing more so than the other? */
const isMore = ({ name, more, noun, reference, synonym }: Comparison): PredicateWording => ({
  id: `${name}/is`,
  ask: [
    ({ subject, object }) => `is ${subject} ${more}${reference} than ${object}?`,
    ({ subject, object }) => `is ${subject} the ${more} one${reference} compared to ${object}?`,
    ({ subject, object }) => `compared to ${object}, is ${subject} ${more}${reference}?`,
    ({ subject, object }) => `is it true that ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) => `would you say ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) =>
      `can you confirm that ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) => `does ${subject} have ${noun} than ${object}?`,
    ({ subject, object }) => `is ${subject} ${synonym} than ${object}?`,
  ],
  yes: [
    ...saysYes,
    ({ subject, object }) => `yes, ${subject} is ${more}${reference} than ${object}.`,
    ({ subject }) => `${subject} is ${more}.`,
  ],
  no: [
    ...saysNo,
    ({ subject, object }) => `no, ${subject} is not ${more}${reference} than ${object}.`,
    ({ object }) => `${object} is ${more}.`,
  ],
});

/** Which of the two is more so? The subject is named first; "yes" means that it is the one. */
const whichIsMore = ({ name, more, reference }: Comparison): PredicateWording => ({
  id: `${name}/which`,
  ask: [
    ({ subject, object }) => `which is ${more}${reference}, ${subject} or ${object}?`,
    ({ subject, object }) => `which one is ${more}${reference}, ${subject} or ${object}?`,
    ({ subject, object }) => `between ${subject} and ${object}, which is ${more}${reference}?`,
    ({ subject, object }) => `of ${subject} and ${object}, which one is ${more}${reference}?`,
  ],
  yes: [
    ({ subject }) => `${subject}.`,
    ({ subject }) => `${subject} is ${more}.`,
    ({ subject, object }) => `${subject} is ${more}${reference} than ${object}.`,
  ],
  no: [
    ({ object }) => `${object}.`,
    ({ object }) => `${object} is ${more}.`,
    ({ subject, object }) => `${object} is ${more}${reference} than ${subject}.`,
  ],
});

/** Both forms: yes or no, and which of the two. */
export const compared = (comparison: Comparison): readonly PredicateWording[] => [
  isMore(comparison),
  whichIsMore(comparison),
];
