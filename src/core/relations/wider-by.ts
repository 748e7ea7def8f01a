import { defineLength } from "./definition.js";
import { howMuchMore } from "./shapes/difference.js";

/** By how much the subject's extent across the camera's image is the larger one. */
export const widerBy = defineLength({
  of: "two",
  notOfGrippers: true,
  onRequest: true,
  truth: { by: "difference", quantity: "width", more: true, presumes: "wider" },
  answers: [[undefined], ["width", "distance"]],
  wordings: [howMuchMore({ id: "wider-by/how-much", more: "wider", less: "narrower" })],
});
