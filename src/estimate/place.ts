import {
  add,
  addCovariance,
  type Covariance,
  determinantOf,
  dot,
  inverseOf,
  isotropic,
  subtract,
  timesVector,
  type Vec3,
} from "../core/index.js";

/** A place, and how far it may be off. */
export interface Place {
  readonly point: Vec3;
  readonly covariance: Covariance;
}

/** The same place, less surely: by `sigma` metres along each axis. */
export const grown = ({ point, covariance }: Place, sigma: number): Place => ({
  point,
  covariance: addCovariance(covariance, isotropic(sigma ** 2)),
});

/** By both of two independent tellings. */
export const updated = (before: Place, seen: Place): Place => {
  const [a, b] = [inverseOf(before.covariance), inverseOf(seen.covariance)];
  const covariance = a && b && inverseOf(addCovariance(a, b));
  if (!covariance) return seen;
  return {
    point: timesVector(covariance, add(timesVector(a, before.point), timesVector(b, seen.point))),
    covariance,
  };
};

/** χ² of a sighting, and the logarithm of how probable it was. */
export const fitOf = (
  expected: Place,
  seen: Place,
): { readonly square: number; readonly log: number } => {
  const spread = addCovariance(expected.covariance, seen.covariance);
  const information = inverseOf(spread);
  if (!information) return { square: 0, log: 0 };
  const off = subtract(seen.point, expected.point);
  const square = dot(off, timesVector(information, off));
  return { square, log: -(square + Math.log(determinantOf(spread))) / 2 };
};
