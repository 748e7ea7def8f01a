export * from "./errors.js";
export * from "./fact.js";
export * from "./frame.js";
export * from "./geometry.js";
export * from "./observation.js";
export * from "./random.js";
export * from "./statistics.js";
export * from "./units.js";
