import { definePredicate } from "./definition.js";
import { beside } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** By the camera's x axis, from its point of view. */
export const leftOf = definePredicate({
  of: "two",

  message: 100,
  means: "probability that a is left of b, from the camera's view",
  referenceFrame: "image",
  truth: { by: "quantity", quantity: "right", more: false },
  words: { says: ["left"], opposite: ["right"] },
  wordings: [beside("left")],
  more: further({ name: "left-of", words: "to the left of", more: "more to the left" }),
});
