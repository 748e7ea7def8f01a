export { leastSightings } from "./checks.js";
export { contradicts, differenceOf, type PoseDifference } from "./difference.js";
export type { Extents } from "./motion.js";
export { errorsOf } from "./residuals.js";
export type { ModelScale } from "./scale.js";
export type { CommonError, Seen, Sighting } from "./sighting.js";
export { type CameraEstimate, solveCamera } from "./solve.js";
export type { PoseCovariance } from "./uncertainty.js";
