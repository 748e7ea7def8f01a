import { type Metres, type Pose, type Random, rotate } from "../core/index.js";
import {
  openWay,
  refuseMirrored,
  requireCount,
  requireFit,
  requireMotion,
  requireSure,
} from "./checks.js";
import { differenceOf } from "./difference.js";
import { choose } from "./modes.js";
import { type Extents, extentsOf } from "./motion.js";
import type { Fitted } from "./refine.js";
import { errorsOf } from "./residuals.js";
import { type ModelScale, scaleOf, typicalDepth } from "./scale.js";
import { search } from "./search.js";
import type { Seen } from "./sighting.js";
import {
  deviationsOf,
  type PoseCovariance,
  positionVariance,
  uncertaintyOf,
} from "./uncertainty.js";
import { fits } from "./weights.js";

/** A camera's place by where it sees a point of the robot. */
export interface CameraEstimate {
  /** Of the optical frame, in the frame that the sightings are in. */
  readonly pose: Pose;
  readonly covariance: PoseCovariance;
  /** Of the whole displacement, in metres. */
  readonly positionStddev: Metres;
  /** Of the whole turn, in radians. */
  readonly rotationStddev: number;
  /** Pixels, of one axis: how far the point is seen from where the pose has it. */
  readonly deviation: number;
  /** Whether each sighting fits. */
  readonly fits: readonly boolean[];
  /** How far the point moved. */
  readonly moved: Extents;
  /** Pixels alone would have allowed another pose, too: the model's depths decided. */
  readonly byDepth: boolean;
  /** Of the model's depths, where sightings have them. */
  readonly scale?: ModelScale;
}

const told = ({ pose, deviation }: Fitted, covariance: PoseCovariance, seen: Seen) => {
  const errors = errorsOf(pose, seen);
  const { position, rotation } = deviationsOf(covariance);
  const axis = rotate(pose.rotation, [0, 0, 1]);
  const depthDoubt = Math.sqrt(positionVariance(covariance, axis)) / typicalDepth(pose, seen);
  const scale = scaleOf(pose, seen, errors, { deviation, depthDoubt });
  return {
    pose,
    covariance,
    positionStddev: position,
    rotationStddev: rotation,
    deviation,
    fits: errors.map((error) => fits(error, deviation)),
    ...(scale && { scale }),
  };
};

/**
 * Where a camera that stands still is, from where it sees a point of the robot: of all places that three sightings
 * allow the one that explains the most of them, refined, with outliers left out. What sightings leave open is an error,
 * never a pose. The same sightings and chance give the same pose.
 * @throws SpatialRewardError calibrate.*
 */
export const solveCamera = (seen: Seen, random: Random): CameraEstimate => {
  requireCount(seen.sightings.length);
  const moved = extentsOf(seen.sightings.map(({ inBase }) => inBase));
  requireMotion(moved);
  const [first, ...others] = search(seen, random);
  if (!first) throw openWay(moved);
  requireFit(first, seen, moved);
  const { correlation } = requireSure(first, uncertaintyOf(first, seen), seen, moved);
  const { best, rival, byDepth } = choose(others, seen, { first, correlation });
  if (rival) refuseMirrored(moved, differenceOf(best.pose, rival).position);
  const { covariance } = requireSure(best, uncertaintyOf(best, seen), seen, moved);
  return { ...told(best, covariance, seen), moved, byDepth };
};
