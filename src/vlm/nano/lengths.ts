import {
  dot,
  type LengthRelation,
  lengthDefinition,
  norm,
  type PlacesRule,
  scale,
  subtract,
  type Vec3,
} from "../../core/index.js";
import { difference, foldedNormal, logNormal, type Normal } from "./distributions.js";
import { propagated } from "./propagated.js";
import { metresOf } from "./quantities.js";
import { along, type Thing } from "./thing.js";

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

/** A length of the scene, or why there is none: no up, or what it presumes doesn't hold. */
export type Length = Normal | "no-up" | "presumption";

/**
 * How far the subject is from the object along a direction (unit vector), signed. Errors of two things in one image
 * go together, above all in depth: the pair knows how sure it is of their distance, and where it is surer than two
 * independent points could be, every direction is by the same factor.
 */
const apartAlong = ({ subject, object, pair }: Scene, direction: Vec3): Normal => {
  const alone = difference(along(subject, direction), along(object, direction));
  const apart = subtract(subject.point, object.point);
  const length = norm(apart);
  if (length < 1e-9) return alone;
  const between = scale(apart, 1 / length);
  const independent = difference(along(subject, between), along(object, between)).variance;
  const shared = Math.min(1, logNormal(pair.logDistance).variance / independent);
  return { mean: alone.mean, variance: alone.variance * shared };
};

const verticalDistance = (scene: Scene): Length =>
  scene.up ? foldedNormal(apartAlong(scene, scene.up)) : "no-up";

/**
 * Across up, to first order. Where the two are one above the other no direction stands out: the variance is then the
 * mean of the plane's two.
 */
const horizontalDistance = (scene: Scene): Length => {
  const { subject, object, up } = scene;
  if (!up) return "no-up";
  const apart = subtract(subject.point, object.point);
  const across = subtract(apart, scale(up, dot(apart, up)));
  const length = norm(across);
  const varianceAlong = (direction: Vec3): number => apartAlong(scene, direction).variance;
  if (length > 1e-9) return { mean: length, variance: varianceAlong(scale(across, 1 / length)) };
  const total = varianceAlong([1, 0, 0]) + varianceAlong([0, 1, 0]) + varianceAlong([0, 0, 1]);
  return { mean: 0, variance: (total - varianceAlong(up)) / 2 };
};

/** The median of exp(X), and the variance around it. Of a ratio that is as often too long as too short, it is the estimate. */
const medianOf = (log: Normal): Normal => {
  const median = Math.exp(log.mean);
  const { mean, variance } = logNormal(log);
  return { mean: median, variance: variance + (mean - median) ** 2 };
};

const places: Readonly<Record<PlacesRule["along"], (scene: Scene) => Length>> = {
  line: ({ pair }) => medianOf(pair.logDistance),
  up: verticalDistance,
  across: horizontalDistance,
};

/** Metres, with the variance of what the model believes. */
export const lengthOf = (relation: LengthRelation, scene: Scene): Length => {
  const { truth, of } = lengthDefinition(relation);
  const { subject, object, pair, up } = scene;
  switch (truth.by) {
    case "places":
      return places[truth.along](scene);
    case "surfaces":
      return { mean: Math.max(0, pair.gap.mean), variance: pair.gap.variance };
    case "quantity":
      return metresOf[truth.quantity](subject, up) ?? "no-up";
    case "difference": {
      const [a, b] = [subject, object].map((thing) => metresOf[truth.quantity](thing, up));
      if (!a || !b) return "no-up";
      const by = truth.more ? difference(a, b) : difference(b, a);
      return by.mean < 0 ? "presumption" : by;
    }
    case "boxes":
      return propagated(truth.metres, scene, of) ?? "no-up";
  }
};
