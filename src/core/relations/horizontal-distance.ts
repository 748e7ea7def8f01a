import { defineLength } from "./definition.js";
import { partOfDistance } from "./shapes/lengths.js";

/** Across the up direction, between centres. */
export const horizontalDistance = defineLength({
  of: "two",
  symmetric: true,
  needsUp: true,
  message: 2,
  means: "length between centres across the up direction, which must be known",
  truth: { by: "places", along: "across" },
  answers: [["horizontal"], ["distance", undefined]],
  wordings: [
    {
      id: "horizontal-distance/how-far",
      ask: [
        ({ subject, object }, inUnit) =>
          `what is the horizontal distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how far is ${subject} from ${object} horizontally${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `horizontally, how far is ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how far apart are ${subject} and ${object} horizontally${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the horizontal distance from ${subject} to ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `give the horizontal distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `estimate the horizontal distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `seen from above, how far apart are ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `ignoring height, how far is ${subject} from ${object}${inUnit}?`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `horizontally, it is ${length}.`,
        (_, length) => `the horizontal distance is ${length}.`,
        ({ subject, object }, length) => `${subject} is ${length} from ${object} horizontally.`,
        ({ subject, object }, length) =>
          `${subject} and ${object} are ${length} apart horizontally.`,
      ],
    },
  ],
  more: [
    partOfDistance({
      id: "horizontal-distance/part",
      adjective: "horizontal",
      adverb: "horizontally",
    }),
  ],
});
