import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose extent along up is larger. */
export const taller = definePredicate({
  of: "two",
  needsUp: true,
  notOfGrippers: true,
  message: 108,
  truth: { by: "quantity", quantity: "height", more: true },
  words: { says: ["taller", "tallest"], opposite: ["shorter", "shortest"], comparative: true },
  wordings: compared({
    name: "taller",
    more: "taller",
    noun: "more height",
    reference: "",
    synonym: "greater in height",
  }),
  more: further({ name: "taller", words: "taller than", more: "taller" }),
});
