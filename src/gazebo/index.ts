export { posesType, readPoses } from "./pose-message.js";
export { publishTruth, type TruthOptions, type TruthTopics } from "./publish-truth.js";
export { encodeTransforms } from "./transforms-message.js";
export type { SceneNames, Thing } from "./true-facts.js";
export { createTruthStream, type TrueFrame } from "./truth-stream.js";
