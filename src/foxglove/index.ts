export { type FoxgloveOptions, runFoxglove } from "./run-foxglove.js";
export type { CameraSummary, LiveSummary } from "./summary.js";
