export { sourceName as bagName } from "../source/index.js";
export { type Camera, chooseCamera } from "./camera.js";
export { cameraFrames } from "./camera-frames.js";
export { camerasIn, type FoundCamera } from "./cameras-in.js";
export { checkRecording, type RecordingCheck } from "./check-recording.js";
export { type AskedQuestion, checkTask, type NamedCamera, type TaskCheck } from "./check-task.js";
export { type Claim, claim } from "./claim.js";
export { chooseDepth } from "./depth-camera.js";
export { parseEpisodeSplit } from "./episodes.js";
export { centimetres, correlation, judgementOf, percent, verdictOf } from "./figures.js";
export { fingerprint, sha256 } from "./fingerprint.js";
export { mapInOrder } from "./in-order.js";
export type { BagJob } from "./job.js";
export { labelBag } from "./label-bag.js";
export {
  type LabelOptions,
  type LabelSummary,
  labelBags,
  labelPlanned,
  type PlannedOptions,
  type PlannedRecording,
} from "./label-bags.js";
export { labelledFolders } from "./labelled-folders.js";
export { nothingLabelled } from "./nothing.js";
export { outputNames, requireOneToName } from "./output-names.js";
export { madeFromShape } from "./provenance.js";
export { reasonText } from "./reasons.js";
export type { LabelResult, TruthSummary } from "./result.js";
export { messageReaders, seedMessages } from "./scene-messages.js";
export { type FactOrigin, factsTopic, type LabelSettings, rewardTopic } from "./settings.js";
export { type BagSummary, isOutput, resultIn } from "./summary.js";
export { truthTopic } from "./truth.js";
export type { DistanceErrors } from "./truth-errors.js";
