import { counted, type Metres, median, SpatialRewardError } from "../core/index.js";
import type { Extents } from "./motion.js";
import type { Fitted } from "./refine.js";
import { errorsOf, lengthOf } from "./residuals.js";
import { typicalDepth } from "./scale.js";
import type { Seen } from "./sighting.js";
import { deviationsOf, type Uncertainty } from "./uncertainty.js";
import { deviationOf, fits } from "./weights.js";

/** Fewer say nothing of how well they are pointed at. */
export const leastSightings = 8;
/** Along the main axes; shorter ways are hardly longer than a robot's own error. */
const leastMoved: Extents = [0.03, 0.01, 0];
/** A pose must explain the picture's motion but for this share of it. */
const mostUnexplained = 1 / 3;
/** Radians: a model that points right now and then is at least this good. */
const illPointed = 0.02;
/** Metres: what moves must move in the picture as if it were no further than this. */
const farthest = 5;
/** Deviations beyond it, as a share of the depth and in radians, mean nothing: the camera may be anywhere. */
const mostOpen = 0.2;

const advice = "record it going to all corners of the picture, near and far, some 20 cm each way";

const centimetres = (metres: Metres): string => (100 * metres).toFixed(metres < 0.1 ? 1 : 0);

const said = ([a, b, c]: Extents): string =>
  `${centimetres(a)} × ${centimetres(b)} × ${centimetres(c)} cm`;

const open = (what: string): SpatialRewardError =>
  new SpatialRewardError("calibrate.motion", `${what}; ${advice}`);

export const requireCount = (count: number): void => {
  if (count >= leastSightings) return;
  throw new SpatialRewardError(
    "calibrate.frames",
    `the gripper is pointed at, and known to TF, in ${counted(count, "frame")}; at least ${leastSightings} are needed`,
  );
};

export const requireMotion = (moved: Extents): void => {
  if (moved[0] < leastMoved[0])
    throw open(
      `the gripper moved only ${centimetres(moved[0])} cm: where the camera is stays open`,
    );
  if (moved[1] < leastMoved[1])
    throw open(
      `the gripper moved along a line (${said(moved)}), which looks the same from all around it`,
    );
};

/** @param off Metres that the place is open by, where they are known. */
export const openWay = (moved: Extents, off?: Metres): SpatialRewardError =>
  open(
    `the gripper moved too little (${said(moved)}) for how well it is pointed at: where the camera is stays open${off === undefined ? "" : ` by ± ${centimetres(off)} cm`}`,
  );

/** How far the pointed places lie apart, as a deviation of one axis. */
const spreadOf = ({ sightings }: Seen): number => {
  const [u, v] = ([0, 1] as const).map((axis) => median(sightings.map(({ pixel }) => pixel[axis])));
  return deviationOf(
    sightings.map(({ pixel }) => lengthOf([pixel[0] - (u ?? 0), pixel[1] - (v ?? 0)])),
    0,
  );
};

/** Some place of a camera that stands still must explain what was seen. */
export const requireFit = ({ pose, deviation }: Fitted, seen: Seen, moved: Extents): void => {
  const spread = spreadOf(seen);
  if (deviation < mostUnexplained * spread) return;
  // A way that is walked evenly has a deviation of a 3.5th of its length; a fifth, since ways turn.
  if (spread < (seen.intrinsics.fx / farthest) * (moved[0] / 5))
    throw new SpatialRewardError(
      "calibrate.moving",
      `the gripper stays at one place of the picture while it moves ${said(moved)}, as before a camera on the arm: only one that stands still in the base can be calibrated by the gripper`,
    );
  if (deviation < illPointed * seen.intrinsics.fx) throw openWay(moved);
  const fitting = errorsOf(pose, seen).filter((error) => fits(error, deviation)).length;
  throw new SpatialRewardError(
    "calibrate.disagree",
    `no camera that stands still sees the gripper where it is pointed at: the best place leaves ± ${deviation.toFixed(0)} pixels of ± ${spread.toFixed(0)} in ${fitting} of ${counted(seen.sightings.length, "frame")}. Is it another frame of TF, a camera that moves, another lens, or is something else taken for the gripper?`,
  );
};

/** What is open is no deviation. */
export const requireSure = (
  { pose }: Fitted,
  uncertainty: Uncertainty | undefined,
  seen: Seen,
  moved: Extents,
): Uncertainty => {
  if (!uncertainty) throw openWay(moved);
  const { position, rotation } = deviationsOf(uncertainty.covariance);
  if (position <= mostOpen * typicalDepth(pose, seen) && rotation <= mostOpen) return uncertainty;
  throw openWay(moved, position);
};

export const refuseMirrored = (moved: Extents, apart: Metres): never => {
  throw open(
    `the gripper moved nearly in a plane (${said(moved)}): two places of the camera, ${centimetres(apart)} cm apart, explain what was seen`,
  );
};
