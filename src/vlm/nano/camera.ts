import {
  assumedFovDegrees,
  type Frame,
  type Intrinsics,
  intrinsicsFromFov,
  type Vec3,
} from "../../core/index.js";
import type { Normal } from "./distributions.js";
import type { Thing } from "./thing.js";

/** How a frame's camera sees, and whether that is only assumed. */
export interface Camera {
  readonly intrinsics: Intrinsics;
  readonly assumed: boolean;
}

export const cameraOf = ({ intrinsics, intrinsicsSource, width, height }: Frame): Camera =>
  intrinsics
    ? { intrinsics, assumed: intrinsicsSource === "assumed" }
    : { intrinsics: intrinsicsFromFov(width, height, assumedFovDegrees), assumed: true };

/**
 * Standard deviation of the logarithm of a focal length that was assumed. Lengths in a picture scale with it. Cameras
 * on robots span 42° to 90° of horizontal view (RealSense D415 69°, D405 87°, Kinect 58°, webcams 60° to 78°); of the
 * assumed 60° that is a focal length 1.5 times to 0.58 times as long, taken as two deviations on either side.
 */
export const assumedFocalDeviation = 0.25;

/** A length seen through an assumed focal length: its scale is unsure, and so its variance grows with its square. */
export const widened = ({ mean, variance }: Normal, { assumed }: Camera): Normal =>
  assumed
    ? { mean, variance: variance + (mean ** 2 + variance) * assumedFocalDeviation ** 2 }
    : { mean, variance };

/** The variance of a point that is seen so: every coordinate scales with the focal length. */
export const widenedPoint = ({ point, pointVariance }: Thing, camera: Camera): Vec3 => {
  const [x, y, z] = pointVariance;
  return [
    widened({ mean: point[0], variance: x }, camera).variance,
    widened({ mean: point[1], variance: y }, camera).variance,
    widened({ mean: point[2], variance: z }, camera).variance,
  ];
};
