import { definePredicate } from "./definition.js";
import { compared } from "./shapes/comparison.js";
import { further } from "./shapes/further.js";

/** Whose extent across the camera's image is larger. */
export const wider = definePredicate({
  of: "two",
  notOfGrippers: true,
  message: 110,
  truth: { by: "quantity", quantity: "width", more: true },
  words: {
    says: ["wider", "broader", "widest"],
    opposite: ["narrower", "slimmer", "narrowest"],
    comparative: true,
  },
  wordings: compared({
    name: "wider",
    more: "wider",
    noun: "more width",
    reference: "",
    synonym: "broader",
  }),
  more: further({ name: "wider", words: "wider than", more: "wider" }),
});
