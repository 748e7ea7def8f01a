import { defineLength } from "./definition.js";
import { partOfDistance } from "./shapes/lengths.js";

/** Along the up direction, between centres; never negative. */
export const verticalDistance = defineLength({
  of: "two",
  symmetric: true,
  needsUp: true,
  message: 3,
  means: "length between centres along the up direction, which must be known",
  truth: { by: "places", along: "up" },
  answers: [["vertical"], ["height", "distance", undefined]],
  wordings: [
    {
      id: "vertical-distance/how-far",
      ask: [
        ({ subject, object }, inUnit) =>
          `what is the vertical distance between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how far is ${subject} from ${object} vertically${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `vertically, how far is ${subject} from ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how far apart are ${subject} and ${object} vertically${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `what is the vertical distance from ${subject} to ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `give the vertical distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `estimate the vertical distance between ${subject} and ${object}${inUnit}.`,
        ({ subject, object }, inUnit) =>
          `what is the difference in height between ${subject} and ${object}${inUnit}?`,
        ({ subject, object }, inUnit) =>
          `how much do ${subject} and ${object} differ in elevation${inUnit}?`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `vertically, it is ${length}.`,
        (_, length) => `the vertical distance is ${length}.`,
        ({ subject, object }, length) => `${subject} is ${length} from ${object} vertically.`,
        ({ subject, object }, length) => `${subject} and ${object} are ${length} apart vertically.`,
      ],
    },
  ],
  more: [
    partOfDistance({ id: "vertical-distance/part", adjective: "vertical", adverb: "vertically" }),
  ],
});
