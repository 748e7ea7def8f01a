import { definePredicate } from "./definition.js";
import { beside } from "./shapes/directions.js";
import { further } from "./shapes/further.js";

/** By the camera's x axis, from its point of view. */
export const rightOf = definePredicate({
  of: "two",

  message: 101,
  means: "probability that a is right of b, from the camera's view",
  referenceFrame: "image",
  truth: { by: "quantity", quantity: "right", more: true },
  words: { says: ["right"], opposite: ["left"] },
  wordings: [beside("right")],
  more: further({ name: "right-of", words: "to the right of", more: "more to the right" }),
});
