import { definePredicate } from "./definition.js";
import { located } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** Whose centre has the smaller depth along the camera's axis. */
export const inFrontOf = definePredicate({
  of: "two",

  message: 104,
  means: "probability that a is nearer to the camera than b",
  referenceFrame: "image",
  truth: { by: "quantity", quantity: "depth", more: false },
  words: {
    says: ["in front", "ahead of", "in the foreground"],
    opposite: ["behind", "in back of", "at the back"],
  },
  wordings: [
    located({
      id: "in-front-of/is",
      words: "in front of",
      others: ["ahead of", "in the foreground of"],
    }),
  ],
  more: further({ name: "in-front-of", words: "in front of", more: "in front" }),
});
