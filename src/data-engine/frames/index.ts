export { readJson } from "./camera-file.js";
export { companionOf } from "./companions.js";
export { type FrameSettings, folderFrames, isPicture } from "./folder.js";
export { type GivenFrame, type GivenFrames, isGiven, type UnreadFrame } from "./given.js";
export { openFrames } from "./open-frames.js";
