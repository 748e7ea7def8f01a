import { dot, type LengthRelation, norm, scale, subtract, type Vec3 } from "../../core/index.js";
import { difference, foldedNormal, logNormal, type Normal } from "./distributions.js";
import { along, heightOf, type Thing, widthOf } from "./thing.js";

/** What the model believes of a pair beyond its two things. */
export interface Pair {
  /** Of the logarithm of metres. */
  readonly logDistance: Normal;
  /** Metres. */
  readonly gap: Normal;
}

export interface Scene {
  readonly subject: Thing;
  readonly object: Thing;
  readonly pair: Pair;
  /** Unit vector in the optical frame. */
  readonly up?: Vec3;
}

/** A length of the scene, or the thing without which there is none. */
export type Length = Normal | "no-up";

const verticalDistance = ({ subject, object, up }: Scene): Length =>
  up ? foldedNormal(difference(along(subject, up), along(object, up))) : "no-up";

/**
 * Across up, to first order. Where the two are one above the other no direction stands out: the variance is then the
 * mean of the plane's two.
 */
const horizontalDistance = ({ subject, object, up }: Scene): Length => {
  if (!up) return "no-up";
  const apart = subtract(subject.point, object.point);
  const across = subtract(apart, scale(up, dot(apart, up)));
  const length = norm(across);
  const varianceAlong = (direction: Vec3): number =>
    difference(along(subject, direction), along(object, direction)).variance;
  if (length > 1e-9) return { mean: length, variance: varianceAlong(scale(across, 1 / length)) };
  const total = varianceAlong([1, 0, 0]) + varianceAlong([0, 1, 0]) + varianceAlong([0, 0, 1]);
  return { mean: 0, variance: (total - varianceAlong(up)) / 2 };
};

const lengths: Readonly<Record<LengthRelation, (scene: Scene) => Length>> = {
  distance: ({ pair }) => logNormal(pair.logDistance),
  gap: ({ pair }) => ({ mean: Math.max(0, pair.gap.mean), variance: pair.gap.variance }),
  horizontal_distance: horizontalDistance,
  vertical_distance: verticalDistance,
  width: ({ subject }) => widthOf(subject),
  height: ({ subject, up }) => (up && heightOf(subject, up)) ?? "no-up",
};

/** Metres, with the variance of what the model believes. Errors of two things count as independent. */
export const lengthOf = (relation: LengthRelation, scene: Scene): Length =>
  lengths[relation](scene);
