import { definePredicate } from "./definition.js";
import { located } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** Whose centre has the larger depth along the camera's axis. */
export const behind = definePredicate({
  of: "two",

  message: 105,
  means: "probability that a is farther from the camera than b",
  referenceFrame: "image",
  truth: { by: "quantity", quantity: "depth", more: true },
  words: {
    says: ["behind", "in back of", "at the back"],
    opposite: ["in front", "ahead of", "in the foreground"],
  },
  wordings: [
    located({ id: "behind/is", words: "behind", others: ["in back of", "at the back of"] }),
  ],
  more: further({ name: "behind", words: "behind", more: "behind" }),
});
