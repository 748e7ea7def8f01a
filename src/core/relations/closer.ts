import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose centre is nearer to the camera, in a straight line. */
export const closer = definePredicate({
  of: "two",
  referenceFrame: "image",
  message: 106,
  truth: { by: "quantity", quantity: "range", more: false },
  words: {
    says: ["closer", "nearer", "closest", "nearest"],
    opposite: ["farther", "further", "farthest", "furthest", "further away", "farther away"],
    comparative: true,
  },
  wordings: compared({
    name: "closer",
    more: "closer",
    noun: "a smaller distance to the camera",
    reference: " to the camera",
    synonym: "nearer to the camera",
  }),
  more: further({
    name: "closer",
    words: "closer to the camera than",
    more: "closer to the camera",
  }),
});
