export { sensorQos } from "./camera.js";
export { createSurvival } from "./guard.js";
export type { LabelJob, LabelRecordings, LabelReport } from "./label-action.js";
export type { OpenModel } from "./model.js";
export { parametersTable, parametersYaml } from "./parameter-docs.js";
export type { Qos, RosNode } from "./port.js";
export { openRos, type RunningRos } from "./rclnodejs/start.js";
export { type LiveOptions, runLive } from "./run-live.js";
