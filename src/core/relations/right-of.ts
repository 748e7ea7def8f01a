import { definePredicate } from "./definition.js";
import { beside } from "./shapes/directions.js";

/** By the camera's x axis, from its point of view. */
export const rightOf = definePredicate({
  of: "two",

  message: 101,
  means: "probability that a is right of b, from the camera's view",
  referenceFrame: "image",
  truth: { by: "quantity", quantity: "right", more: true },
  words: { says: ["right"], opposite: ["left"] },
  wordings: [beside("right")],
});
