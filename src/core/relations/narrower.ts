import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose extent across the camera's image is smaller. */
export const narrower = definePredicate({
  of: "two",
  notOfGrippers: true,
  message: 111,
  truth: { by: "quantity", quantity: "width", more: false },
  words: {
    says: ["narrower", "slimmer", "narrowest"],
    opposite: ["wider", "broader", "widest"],
    comparative: true,
  },
  wordings: compared({
    name: "narrower",
    more: "narrower",
    noun: "less width",
    reference: "",
    synonym: "less wide",
  }),
  more: further({ name: "narrower", words: "narrower than", more: "narrower" }),
});
