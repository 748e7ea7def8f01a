import { definePredicate } from "./definition.js";
import { located } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** Whose centre is less far along the up direction. */
export const below = definePredicate({
  of: "two",
  needsUp: true,
  message: 103,
  means: "probability that a is below b; the up direction must be known",
  referenceFrame: "gravity",
  truth: { by: "quantity", quantity: "elevation", more: false },
  words: {
    says: ["below", "lower", "beneath", "underneath", "under"],
    opposite: ["above", "higher"],
  },
  wordings: [
    located({ id: "below/is", words: "below", others: ["lower than", "lower down than"] }),
  ],
  more: further({ name: "below", words: "below", more: "lower" }),
});
