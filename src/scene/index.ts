export {
  type Association,
  createAssociation,
  othersWithin,
  type Together,
} from "./association.js";
export { createEpisodeStarts, type EpisodeSplit, type EpisodeStarts } from "./episode-starts.js";
export { imageMessage } from "./image-message.js";
export { type ImageMessage, isFrame, type SceneFrame, type SceneMessage } from "./message.js";
export { isRectified } from "./rectified-topic.js";
export { createScene, type Scene, type SceneSettings } from "./scene.js";
export { clockBound } from "./stamps.js";
export { isFault, type Transform } from "./transform-tree.js";
export { createTransformHistory, faultText, type TransformHistory } from "./transforms.js";
