import { defineLength } from "./definition.js";

/** Between nearest surfaces; 0 when they touch. */
export const gap = defineLength({
  of: "two",
  symmetric: true,
  message: 1,
  means: "length between nearest surfaces, 0 when touching",
  truth: { by: "surfaces" },
  answers: [["gap"], ["distance", "width", undefined]],
  wordings: [
    {
      id: "gap/how-wide",
      ask: [
        ({ subject, object }, inUnit) =>
          `how wide is the gap between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the gap between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how much space is there between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how much room is left between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how big is the gap between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how large is the clearance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what clearance does ${subject} have from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the distance between the surfaces of ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) => `how far is ${subject} from touching ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `estimate the gap between ${subject} and ${object}${inUnit}.`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `the gap is ${length}.`,
        (_, length) => `about ${length} of space.`,
        ({ subject, object }, length) => `there is ${length} between ${subject} and ${object}.`,
        ({ subject, object }, length) => `the gap between ${subject} and ${object} is ${length}.`,
        ({ subject, object }, length) => `${subject} clears ${object} by ${length}.`,
      ],
    },
  ],
});
