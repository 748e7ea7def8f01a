// The package as a library: everything but the command line. Rooms, lowest first (see docs/design.md).
export * from "./bag/index.js";
export * from "./core/index.js";
export * from "./dataset/index.js";
export * from "./estimate/index.js";
export * from "./label/index.js";
export * from "./messages/index.js";
export * from "./pipeline/index.js";
export * from "./reward/index.js";
export { openTopics, type Topics, type TopicsOptions } from "./ros/index.js";
export * from "./vlm/index.js";
export * from "./vqa/index.js";
export * from "./web/index.js";
