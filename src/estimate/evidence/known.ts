import type { Metres, PointEvidence, Vec3 } from "../../core/index.js";
import { atDepth, isSeen } from "./sighting.js";
import {
  type EvidenceSource,
  isPlaced,
  type KnownExtent,
  type Look,
  type Pointed,
} from "./source.js";
import { upright } from "./upright.js";

/**
 * How well a depth is known from a known size, as a share of it. Measured on nano's answers to simulated scenes: what it
 * errs by in size (a fifth) has little to do with what it errs by in depth, which it judges by where a thing stands.
 */
const unsure = 0.3;

/** Of flatter things a model's extents say too little. [m] */
const leastSize = 0.025;

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
    look.pointed.filter(isPlaced).flatMap((one) => {
      if (one.thing !== thing || !isSeen(one)) return [];
      const estimate = estimateOf(one, dimension, look.frame.up);
      if (estimate === undefined || Math.min(estimate, metres) < leastSize) return [];
      const depth = (one.point[2] * metres) / estimate;
      const stddev = unsure * one.point[2];
      return [{ source: "known" as const, thing, ...atDepth(one, depth, stddev, look.intrinsics) }];
    });

/** A thing's size is known: where a model takes it for larger, it takes it for farther, too. */
export const known: EvidenceSource = {
  kind: "known",
  tell: (look) => ({ evidence: look.known.flatMap(evidenceOf(look)) }),
};
