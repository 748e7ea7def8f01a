import { dot, lift, type Metres, type PointEvidence, rotate, type Vec3 } from "../../core/index.js";
import { atDepth } from "./sighting.js";
import type { EvidenceSource, KnownExtent, Look, Sight } from "./source.js";
import { upright } from "./upright.js";

/** How well a table's height is measured, and how well a pixel is pointed at, at the depth of the thing. [m] */
const heightError: Metres = 0.005;
const pointing = 0.006;
/** A ray that goes down less steeply than this (sine) meets the plane anywhere. */
const steepest = 0.15;
/** Of half a thing's height, where it was estimated. */
const unsureHalf = 0.3;

const halfHeight = (
  sight: Sight,
  up: Vec3,
  known: readonly KnownExtent[],
): readonly [Metres, Metres] => {
  const stated = known.find(
    ({ thing, dimension }) => thing === sight.thing && dimension === "height",
  );
  if (stated) return [stated.metres / 2, 0.002];
  const half = (upright(sight, up)?.height ?? 0.06) / 2;
  return [half, Math.max(0.01, unsureHalf * half)];
};

/** Where the ray to a thing that stands on the table is half its height above it. */
const standing =
  (table: Metres, look: Look) =>
  (sight: Sight): readonly PointEvidence[] => {
    const { frame, intrinsics, known } = look;
    const { pose } = frame;
    if (!pose || sight.thing === look.gripper) return [];
    const up = rotate(
      [
        -pose.pose.rotation[0],
        -pose.pose.rotation[1],
        -pose.pose.rotation[2],
        pose.pose.rotation[3],
      ],
      [0, 0, 1],
    );
    const ray = lift(sight.pixel, 1, intrinsics);
    const [half, halfError] = halfHeight(sight, up, known);
    const fall = -dot(ray, up);
    const above = pose.pose.position[2] - table - half;
    const length = Math.hypot(...ray);
    if (fall < steepest * length || above <= 0) return [];
    const depth = above / fall;
    const stddev = Math.hypot(heightError, halfError, pointing * depth) / fall;
    return [{ source: "known", thing: sight.thing, ...atDepth(sight, depth, stddev, intrinsics) }];
  };

/** A table's height is known: things that stand on it are where the ray to them comes down to it. */
export const table: EvidenceSource = {
  kind: "known",
  tell: (look) => {
    const height = look.known.find(
      ({ name, dimension }) => name === "table" && dimension === "height",
    );
    if (!height) return { evidence: [] };
    return { evidence: look.sights.flatMap(standing(height.metres, look)) };
  },
};
