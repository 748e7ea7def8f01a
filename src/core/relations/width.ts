import { defineLength } from "./definition.js";
import { extent } from "./shapes/lengths.js";

/** Extent across the camera's image (along its x axis), whole thing. */
export const width = defineLength({
  of: "one",
  notOfGrippers: true,
  message: 4,
  means: "length from left to right, as the camera sees it",
  truth: { by: "quantity", quantity: "width" },
  answers: [["width", undefined], ["horizontal"]],
  wordings: [
    {
      id: "width/how-wide",
      ask: [
        ({ subject }, inUnit) => `how wide is ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `what is the width of ${subject}${inUnit}?`,
        ({ subject }, inUnit) => `what width does ${subject} have${inUnit}?`,
        ({ subject }, inUnit) => `how wide would you say ${subject} is${inUnit}?`,
        ({ subject }, inUnit) => `estimate the width of ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `give the width of ${subject}${inUnit}.`,
        ({ subject }, inUnit) => `measure how wide ${subject} is${inUnit}.`,
        ({ subject }, inUnit) => `can you tell me how wide ${subject} is${inUnit}?`,
        ({ subject }, inUnit) => `how much does ${subject} measure from left to right${inUnit}?`,
      ],
      tell: [
        (_, length) => `${length}.`,
        (_, length) => `about ${length} wide.`,
        (_, length) => `its width is ${length}.`,
        ({ subject }, length) => `${subject} is ${length} wide.`,
        ({ subject }, length) => `the width of ${subject} is ${length}.`,
        ({ subject }, length) => `${subject} has a width of about ${length}.`,
      ],
    },
  ],
  more: [extent({ id: "width/extent", noun: "width", adjective: "wide" })],
});
