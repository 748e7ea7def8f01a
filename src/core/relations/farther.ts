import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose centre is farther from the camera, in a straight line. */
export const farther = definePredicate({
  of: "two",
  referenceFrame: "image",
  message: 107,
  truth: { by: "quantity", quantity: "range", more: true },
  words: {
    says: ["farther", "further", "farthest", "furthest", "further away", "farther away"],
    opposite: ["closer", "nearer", "closest", "nearest"],
    comparative: true,
  },
  wordings: compared({
    name: "farther",
    more: "farther",
    noun: "a larger distance to the camera",
    reference: " from the camera",
    synonym: "further from the camera",
  }),
  more: further({
    name: "farther",
    words: "farther from the camera than",
    more: "farther from the camera",
  }),
});
