export {
  type Association,
  createAssociation,
  othersWithin,
  type Together,
} from "./association.js";
export { depthBound } from "./depth-history.js";
export type { DepthTopic } from "./depth-source.js";
export { depthTopic } from "./depth-topic.js";
export { createEpisodeStarts, type EpisodeSplit, type EpisodeStarts } from "./episode-starts.js";
export { depthMessage, imageMessage, passingImageMessage } from "./image-message.js";
export {
  type DepthMessage,
  type ImageMessage,
  isFrame,
  type SceneFrame,
  type SceneMessage,
} from "./message.js";
export type { GripperPlace } from "./places.js";
export { isAligned, isRectified } from "./rectified-topic.js";
export { createScene, type Scene, type SceneSettings } from "./scene.js";
export { clockBound } from "./stamps.js";
export { withStillDepth } from "./still-depth.js";
export {
  depthNames,
  imageNames,
  isColourTopic,
  isFixedTransforms,
  lensNames,
} from "./topic-names.js";
export { isFault, type Transform } from "./transform-tree.js";
export {
  createTransformHistory,
  faultText,
  type TransformFault,
  type TransformHistory,
} from "./transforms.js";
