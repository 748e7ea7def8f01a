import { defineLength } from "./definition.js";
import { howMuchMore } from "./shapes/difference.js";

/** By how much the subject's centre is farther along the up direction. */
export const higherBy = defineLength({
  of: "two",
  needsUp: true,
  onRequest: true,
  truth: { by: "difference", quantity: "elevation", more: true, presumes: "above" },
  answers: [[undefined], ["vertical", "distance"]],
  wordings: [howMuchMore({ id: "higher-by/how-much", more: "higher", less: "lower" })],
});
