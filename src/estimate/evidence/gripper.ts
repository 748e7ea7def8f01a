import { isotropic, norm } from "../../core/index.js";
import { type EvidenceSource, nothingTold } from "./source.js";

/** Of a robot's kinematics and its calibration to the camera, 1 σ: along each axis [m], and as an angle at the camera. */
const placeError = 0.004;
const angleError = 0.004;

/** Where TF says that the tool centre point is. */
export const gripper: EvidenceSource = {
  kind: "tf",
  tell: ({ frame, gripper: thing }) => {
    const { gripper: one } = frame;
    if (!one?.point.every(Number.isFinite)) return nothingTold;
    const variance = placeError ** 2 + (angleError * norm(one.point)) ** 2;
    return {
      evidence: [{ source: "tf", thing, point: one.point, covariance: isotropic(variance) }],
    };
  },
};
