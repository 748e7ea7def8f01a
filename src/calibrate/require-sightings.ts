import { counted, type Reason, SpatialRewardError } from "../core/index.js";
import type { TransformHistory } from "../scene/index.js";
import type { Pointed } from "./sightings.js";

/** Of the commonest. */
const told = 3;

/**
 * The first of them.
 * @throws SpatialRewardError calibrate.frames where there is none, with the commonest reasons
 */
export const requireSightings = (
  all: readonly Pointed[],
  reasons: readonly Reason[],
  transforms: TransformHistory,
  gripperFrame: string,
): Pointed => {
  const [first] = all;
  if (first) return first;
  const frames = transforms.frames();
  if (frames.length === 0)
    throw new SpatialRewardError(
      "calibrate.frames",
      `the recording has no transforms (/tf), and nothing tells where "${gripperFrame}" is`,
    );
  const why = [...reasons]
    .sort((a, b) => b.count - a.count)
    .slice(0, told)
    .map(({ what, count }) => `${what} (${counted(count, "frame")})`);
  throw new SpatialRewardError(
    "calibrate.frames",
    `no frame shows the gripper where TF knows it: ${why.join("; ")}`,
  );
};
