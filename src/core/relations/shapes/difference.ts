import type { LengthWording } from "../wording.js";

interface Difference {
  readonly id: string;
  /** "taller": what is presumed of the subject. */
  readonly more: string;
  /** "shorter": the same of the object. */
  readonly less: string;
}

/** By how much is one thing more so than the other? */
export const howMuchMore = ({ id, more, less }: Difference): LengthWording => ({
  id,
  ask: [
    ({ subject, object }, inUnit) => `how much ${more} is ${subject} than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `by how much is ${subject} ${more} than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how much ${more} than ${object} is ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) => `${subject} is how much ${more} than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `how much ${less} is ${object} than ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) => `by how much is ${object} ${less} than ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) => `how much ${less} than ${subject} is ${object}${inUnit}?`,
    ({ subject, object }, inUnit) => `${object} is how much ${less} than ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `compared to ${object}, how much ${more} is ${subject}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `compared to ${subject}, how much ${less} is ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `estimate how much ${more} ${subject} is than ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `measure how much ${more} ${subject} is than ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `tell me how much ${more} ${subject} is than ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `tell me by how much ${subject} is ${more} than ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `can you tell me how much ${more} ${subject} is than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `could you estimate by how much ${subject} is ${more} than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `do you know how much ${more} ${subject} is than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `what is the amount by which ${subject} is ${more} than ${object}${inUnit}?`,
    ({ subject, object }, inUnit) =>
      `give the amount by which ${subject} is ${more} than ${object}${inUnit}.`,
    ({ subject, object }, inUnit) =>
      `if ${subject} is ${more} than ${object}, by how much${inUnit}?`,
  ],
  tell: [
    (_, length) => `${length}.`,
    (_, length) => `about ${length}.`,
    (_, length) => `by ${length}.`,
    (_, length) => `the difference is ${length}.`,
    (_, length) => `it is ${length} ${more}.`,
    ({ subject, object }, length) => `${subject} is ${length} ${more} than ${object}.`,
    ({ subject, object }, length) => `${subject} is about ${length} ${more} than ${object}.`,
    ({ subject, object }, length) => `${object} is ${length} ${less} than ${subject}.`,
    ({ subject, object }, length) => `${subject} is ${more} than ${object} by ${length}.`,
    ({ subject, object }, length) => `compared to ${object}, ${subject} is ${length} ${more}.`,
  ],
});
