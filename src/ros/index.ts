export type { LabelJob, LabelRecordings, LabelReport } from "./label-action.js";
export type { OpenModel } from "./model.js";
export { parametersTable, parametersYaml } from "./parameter-docs.js";
export { type LiveOptions, runLive } from "./run-live.js";
