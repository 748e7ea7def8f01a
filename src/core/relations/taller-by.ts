import { defineLength } from "./definition.js";
import { howMuchMore } from "./shapes/difference.js";

/** By how much the subject's extent along up is the larger one. */
export const tallerBy = defineLength({
  of: "two",
  needsUp: true,
  notOfGrippers: true,
  onRequest: true,
  truth: { by: "difference", quantity: "height", more: true, presumes: "taller" },
  answers: [[undefined], ["height", "distance"]],
  wordings: [howMuchMore({ id: "taller-by/how-much", more: "taller", less: "shorter" })],
});
