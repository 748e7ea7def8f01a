import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose bounding box has the smaller volume. */
export const smaller = definePredicate({
  of: "two",
  notOfGrippers: true,
  message: 113,
  truth: { by: "quantity", quantity: "bulk", more: false },
  words: {
    says: ["smaller", "smallest"],
    opposite: ["bigger", "larger", "biggest", "largest"],
    comparative: true,
  },
  wordings: compared({
    name: "smaller",
    more: "smaller",
    noun: "a smaller size",
    reference: "",
    synonym: "less big",
  }),
  more: further({ name: "smaller", words: "smaller than", more: "smaller" }),
});
