import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose extent along up is smaller. */
export const shorter = definePredicate({
  of: "two",
  needsUp: true,
  notOfGrippers: true,
  message: 109,
  truth: { by: "quantity", quantity: "height", more: false },
  words: { says: ["shorter", "shortest"], opposite: ["taller", "tallest"], comparative: true },
  wordings: compared({
    name: "shorter",
    more: "shorter",
    noun: "less height",
    reference: "",
    synonym: "smaller in height",
  }),
  more: further({ name: "shorter", words: "shorter than", more: "shorter" }),
});
