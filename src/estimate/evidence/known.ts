import type { Metres, PointEvidence, Vec3 } from "../../core/index.js";
import { atDepth, depthVariance, isSeen } from "./sighting.js";
import type { EvidenceSource, KnownExtent, Look, Pointed } from "./source.js";
import { upright } from "./upright.js";

/**
 * How far a model's depth follows its size: of a thing that it takes for 10 % too large, the depth is too large by so
 * much of 10 %. Measured on nano's answers to simulated scenes: it judges depth mostly by where a thing stands.
 */
const follows = 0.25;
/** What is left of the depth's deviation once the size is known. */
const left = 0.93;

const estimateOf = (
  one: Pointed,
  dimension: KnownExtent["dimension"],
  up: Vec3 | undefined,
): Metres | undefined => {
  if (dimension === "width") return one.size?.extents[0];
  if (dimension === "depth") return one.size?.extents[2];
  return up && upright(one, up)?.height;
};

const evidenceOf =
  (look: Look) =>
  ({ thing, dimension, metres }: KnownExtent): readonly PointEvidence[] =>
    look.pointed.flatMap((one) => {
      if (one.thing !== thing || !isSeen(one)) return [];
      const estimate = estimateOf(one, dimension, look.frame.up);
      if (estimate === undefined || !(estimate > 0)) return [];
      const depth = one.point[2] * (metres / estimate) ** follows;
      const stddev = left * Math.sqrt(depthVariance(one));
      return [{ source: "known" as const, thing, ...atDepth(one, depth, stddev, look.intrinsics) }];
    });

/** A thing's size is known: where a model takes it for larger, it takes it for farther, too. */
export const known: EvidenceSource = {
  kind: "known",
  tell: (look) => ({ evidence: look.known.flatMap(evidenceOf(look)) }),
};
