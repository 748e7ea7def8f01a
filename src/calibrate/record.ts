import type { Vec3 } from "../core/index.js";
import type { PoseCovariance } from "../hand-eye/index.js";
import type { Calibration } from "./calibrate.js";
import { publisherCommand } from "./tell-tf.js";

export const degrees = (radians: number): number => (radians * 180) / Math.PI;

const along = (covariance: PoseCovariance, from: number): Vec3 => {
  const at = (i: number): number => Math.sqrt(covariance[from + i]?.[from + i] ?? Number.NaN);
  return [at(0), at(1), at(2)];
};

/** A calibration as a document: metres, degrees, pixels. */
export const calibrationRecord = (calibration: Calibration) => {
  const { camera, opticalFrame, gripper, base, link, estimate, lens, existing } = calibration;
  const { pose, covariance, positionStddev, rotationStddev, scale, fits } = estimate;
  const { parent, child, position, rotation } = link;
  const used = fits.filter(Boolean).length;
  return {
    camera,
    opticalFrame,
    lens,
    gripper,
    base,
    /** Of the optical frame in the base. */
    pose,
    stddev: {
      position: along(covariance, 0),
      rotation: along(covariance, 3).map(degrees),
      positionWhole: positionStddev,
      rotationWhole: degrees(rotationStddev),
    },
    /** Position [m], rotation [rad], along and about the base's axes. */
    covariance,
    pixelStddev: estimate.deviation,
    frames: { used, outliers: fits.length - used },
    moved: estimate.moved,
    byDepth: estimate.byDepth,
    ...(scale && {
      scale: { factor: scale.factor, logStddev: scale.logStddev, spread: scale.spread },
    }),
    staticTf: { parent, child, position, rotation },
    command: publisherCommand(link),
    ...(existing && { tf: { ...existing, rotation: degrees(existing.rotation) } }),
    reasons: calibration.reasons,
  };
};
