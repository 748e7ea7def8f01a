import type { Failure } from "../core/index.js";
import type { Answer } from "./backend.js";

/** A question that could not be put to the model. */
export const failedAnswer = (failure: Failure): Answer => ({
  text: "",
  reading: { kind: "unreadable", reason: "empty" },
  confidence: 0,
  failure,
});
