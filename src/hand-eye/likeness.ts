import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { distanceBetween, mean, type Pixel } from "../core/index.js";
import type { CommonError, Sighting } from "./sighting.js";

/** 1 at one place, less the further apart. */
export const likeness = (a: Sighting, b: Sighting, { reach }: CommonError): number => {
  const apart = distanceBetween(a.inBase, b.inBase) / reach;
  return Math.exp(-(apart ** 2) / 2);
};

/** How many sightings tell as much as one, since they are near each other. 1 where nothing is alike. */
export const crowding = (
  sightings: readonly Sighting[],
  common: CommonError | undefined,
): number =>
  common
    ? mean(sightings.map((a) => sightings.reduce((sum, b) => sum + likeness(a, b, common), 0)))
    : 1;

/** More are thinned out: each pair of them is compared. */
const mostCompared = 300;

/**
 * Half the squared deviations of errors of which a part is alike near each other: less where they all point the same
 * way than where each points elsewhere.
 * @param variance of the part that each has for itself, in square pixels, as `common` is of an axis
 */
export const jointCost = (
  errors: readonly Pixel[],
  sightings: readonly Sighting[],
  variance: number,
  common: CommonError & { readonly variance: number },
): number => {
  const every = Math.ceil(sightings.length / mostCompared);
  const places = sightings.filter((_, i) => i % every === 0);
  const kept = new Matrix(errors.filter((_, i) => i % every === 0).map((error) => [...error]));
  const covariance = Matrix.zeros(places.length, places.length);
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      covariance.set(i, j, common.variance * likeness(a, b, common) + (i === j ? variance : 0));
    });
  });
  const solved = new CholeskyDecomposition(covariance).solve(kept);
  return (every * kept.transpose().mmul(solved).trace()) / 2;
};
