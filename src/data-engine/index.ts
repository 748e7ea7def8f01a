export type { FrameSettings, GivenFrame } from "./frames/index.js";
export { type Judged, type JudgeSettings, judge } from "./judge.js";
export { lineOf } from "./line.js";
export type { SourceSummary } from "./output/summary.js";
export { askableKinds } from "./relations.js";
export { type EngineOptions, runEngine } from "./run-engine.js";
export { type EngineScene, type PlacedThing, sceneOf } from "./scene.js";
export {
  boxesDetector,
  type Detector,
  type FoundThing,
  modelDetector,
  serverDetector,
} from "./things/index.js";
