import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import {
  distanceBetween,
  dot,
  norm,
  type Pose,
  rotate,
  scale,
  subtract,
  type Vec3,
} from "../core/index.js";
import { axesOf, between } from "./rotation.js";

type Three = readonly [Vec3, Vec3, Vec3];

/** Real roots of a polynomial, the highest power first; nearly real ones count: of noisy points two may just miss. */
const realRoots = (coefficients: readonly number[]): readonly number[] => {
  const [lead = 0, ...rest] = coefficients;
  const monic = rest.map((each) => -each / lead);
  if (!monic.every(Number.isFinite)) return [];
  const companion = Matrix.zeros(monic.length, monic.length);
  monic.forEach((each, column) => {
    companion.set(0, column, each);
    if (column > 0) companion.set(column, column - 1, 1);
  });
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(companion);
  return realEigenvalues.filter(
    (real, i) => Math.abs(imaginaryEigenvalues[i] ?? 0) <= 0.05 * Math.abs(real),
  );
};

/**
 * How far each of three points is, by the angles that they are seen under: up to four ways (Grunert 1841, in the form
 * of Haralick et al. 1994).
 */
const rangesOf = ([p, q, r]: Three, [i, j, k]: Three): readonly Vec3[] => {
  const [a2, b2, c2] = [
    distanceBetween(q, r) ** 2,
    distanceBetween(p, r) ** 2,
    distanceBetween(p, q) ** 2,
  ];
  const [alpha, beta, gamma] = [dot(j, k), dot(i, k), dot(i, j)];
  const [minus, plus] = [(a2 - c2) / b2, (a2 + c2) / b2];
  const roots = realRoots([
    (minus - 1) ** 2 - ((4 * c2) / b2) * alpha ** 2,
    4 *
      (minus * (1 - minus) * beta -
        (1 - plus) * alpha * gamma +
        ((2 * c2) / b2) * alpha ** 2 * beta),
    2 *
      (minus ** 2 -
        1 +
        2 * minus ** 2 * beta ** 2 +
        2 * ((b2 - c2) / b2) * alpha ** 2 -
        4 * plus * alpha * beta * gamma +
        2 * ((b2 - a2) / b2) * gamma ** 2),
    4 *
      (-minus * (1 + minus) * beta +
        ((2 * a2) / b2) * gamma ** 2 * beta -
        (1 - plus) * alpha * gamma),
    (1 + minus) ** 2 - ((4 * a2) / b2) * gamma ** 2,
  ]);
  return roots.flatMap((v) => {
    const u = ((minus - 1) * v ** 2 - 2 * minus * beta * v + 1 + minus) / (2 * (gamma - v * alpha));
    const first = Math.sqrt(b2 / (1 + v ** 2 - 2 * v * beta));
    return u > 0 && v > 0 && Number.isFinite(first * u)
      ? [[first, u * first, v * first] as const]
      : [];
  });
};

/**
 * Poses of a camera that sees three points along three rays: up to four.
 * @param points not on one line
 * @param rays in the optical frame, of any length above 0
 */
export const posesFromThree = (points: Three, rays: Three): readonly Pose[] => {
  const unit = (ray: Vec3): Vec3 => scale(ray, 1 / norm(ray));
  const [i, j, k] = rays;
  const units: Three = [unit(i), unit(j), unit(k)];
  const inBase = axesOf(points);
  if (!inBase) return [];
  return rangesOf(points, units).flatMap(([a, b, c]) => {
    const first = scale(units[0], a);
    const inCamera = axesOf([first, scale(units[1], b), scale(units[2], c)]);
    if (!inCamera) return [];
    const rotation = between(inCamera, inBase);
    return [{ rotation, position: subtract(points[0], rotate(rotation, first)) }];
  });
};
