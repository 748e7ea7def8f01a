import { defineLength } from "./definition.js";
import { howMuchMore } from "./shapes/difference.js";

/** By how much the subject's centre is nearer to the camera. */
export const closerBy = defineLength({
  of: "two",

  onRequest: true,
  truth: { by: "difference", quantity: "range", more: false, presumes: "closer" },
  answers: [[undefined], ["distance"]],
  wordings: [
    howMuchMore({
      id: "closer-by/how-much",
      more: "closer to the camera",
      less: "farther from the camera",
    }),
  ],
});
