import { defineLength } from "./definition.js";
import { extent } from "./shapes/lengths.js";

/** Extent along the up direction. */
export const height = defineLength({
  of: "one",
  needsUp: true,
  notOfGrippers: true,
  message: 5,
  means: "length from bottom to top, along the up direction, which must be known",
  truth: { by: "quantity", quantity: "height" },
  answers: [["height", undefined], ["vertical"]],
  wordings: [
    {
      id: "height/how-tall",
      ask: [
        ({ subject }, inUnit) => `how tall is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `what is the height of ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `what height does ${subject} have${inUnit}?`,
        ({ subject }, inUnit) => `how tall would you say ${subject} is${inUnit}?`,
        ({ subject }, inUnit) => `estimate the height of ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `give the height of ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `measure how tall ${subject} is${inUnit}.`,
        ({ subject }, inUnit) => `can you tell me how tall ${subject} is${inUnit}?`,
        ({ subject }, inUnit) => `how much does ${subject} measure from bottom to top${inUnit}?`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `about ${length} tall.`,
        (_, length) => `its height is ${length}.`,
        ({ subject }, length) => `${subject} is ${length} tall.`,
        ({ subject }, length) => `the height of ${subject} is ${length}.`,
        ({ subject }, length) => `${subject} has a height of about ${length}.`,
      ],
    },
  ],
  more: [extent({ id: "height/extent", noun: "height", adjective: "tall" })],
});
