export * from "./definition.js";
export * from "./geometry.js";
export * from "./placed.js";
export * from "./shapes/comparison.js";
export * from "./shapes/directions.js";
export * from "./shapes/replies.js";
export * from "./table.js";
export * from "./wording.js";
