import { counted, type Reason, SpatialRewardError } from "../core/index.js";
import { leastSightings } from "../hand-eye/index.js";
import type { TransformHistory } from "../scene/index.js";
import type { Pointed } from "./sightings.js";

/** Of the commonest. */
const told = 3;

/**
 * The first of them.
 * @throws SpatialRewardError calibrate.frames where they are too few, with the commonest reasons
 */
export const requireSightings = (
  all: readonly Pointed[],
  reasons: readonly Reason[],
  transforms: TransformHistory,
  gripperFrame: string,
): Pointed => {
  const [first] = all;
  if (first && all.length >= leastSightings) return first;
  if (transforms.frames().length === 0)
    throw new SpatialRewardError(
      "calibrate.frames",
      `the recording has no transforms (/tf): nothing tells where "${gripperFrame}" is`,
    );
  const why = [...reasons]
    .sort((a, b) => b.count - a.count)
    .slice(0, told)
    .map(({ what, count }) => `${what} (${counted(count, "frame")})`);
  throw new SpatialRewardError(
    "calibrate.frames",
    `the gripper is pointed at, where TF knows it, in ${counted(all.length, "frame")}; at least ${leastSightings} are needed. Left out: ${why.length === 0 ? "none" : why.join("; ")}`,
  );
};
