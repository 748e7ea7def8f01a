export type { Camera } from "./camera.js";
export type { SeenFrame } from "./camera-frame.js";
export { conditionOf, type Watched } from "./condition.js";
export { deadline } from "./deadline.js";
export { type Condition, diagnose } from "./diagnose.js";
export { createSurvival, type Guard, reasonOf, type Survival } from "./guard.js";
export { type OpenModel, openWarmModel, warm } from "./model.js";
export type {
  Closable,
  Delivery,
  Log,
  Publisher,
  Robot,
  Subscription,
  Take,
  TakeTransforms,
} from "./port.js";
export { readTask } from "./read-task.js";
export { requireLive } from "./require-live.js";
export type { Session } from "./session.js";
export type { LiveSettings } from "./settings.js";
export { type WantedCamera, wantedCameras } from "./wanted-cameras.js";
export { startWatch, type Watch, type WatchParts } from "./watch.js";
