import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose bounding box has the larger volume. */
export const bigger = definePredicate({
  of: "two",
  notOfGrippers: true,
  message: 112,
  truth: { by: "quantity", quantity: "bulk", more: true },
  words: {
    says: ["bigger", "larger", "biggest", "largest"],
    opposite: ["smaller", "smallest"],
    comparative: true,
  },
  wordings: compared({
    name: "bigger",
    more: "bigger",
    noun: "a larger size",
    reference: "",
    synonym: "larger",
  }),
  more: further({ name: "bigger", words: "bigger than", more: "bigger" }),
});
