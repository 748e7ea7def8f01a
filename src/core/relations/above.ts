import { definePredicate } from "./definition.js";
import { located } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** Whose centre is farther along the up direction. */
export const above = definePredicate({
  of: "two",
  needsUp: true,
  message: 102,
  means: "probability that a is above b; the up direction must be known",
  referenceFrame: "gravity",
  truth: { by: "quantity", quantity: "elevation", more: true },
  words: {
    says: ["above", "higher"],
    opposite: ["below", "lower", "beneath", "underneath", "under"],
  },
  wordings: [
    located({ id: "above/is", words: "above", others: ["higher than", "higher up than"] }),
  ],
  more: further({ name: "above", words: "above", more: "higher" }),
});
