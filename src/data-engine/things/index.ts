export { boxesDetector } from "./boxes.js";
export type { Detector, FoundThing, PlacedByModel } from "./found.js";
export { modelDetector } from "./nano.js";
export { serverDetector } from "./server.js";
