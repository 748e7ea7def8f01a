import type { Vec3 } from "./geometry.js";
import { type Quaternion, rotate } from "./pose.js";

/** Of a point, in m²: xx, xy, xz, yy, yz, zz. */
export type Covariance = readonly [number, number, number, number, number, number];

type Columns = readonly [Vec3, Vec3, Vec3];

/** As alike in all directions. */
export const isotropic = (variance: number): Covariance => [variance, 0, 0, variance, 0, variance];

export const addCovariance = (a: Covariance, b: Covariance): Covariance => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
  a[5] + b[5],
];

export const scaleCovariance = (c: Covariance, k: number): Covariance => [
  c[0] * k,
  c[1] * k,
  c[2] * k,
  c[3] * k,
  c[4] * k,
  c[5] * k,
];

/** The product with a vector. */
export const timesVector = ([xx, xy, xz, yy, yz, zz]: Covariance, [x, y, z]: Vec3): Vec3 => [
  xx * x + xy * y + xz * z,
  xy * x + yy * y + yz * z,
  xz * x + yz * y + zz * z,
];

/** Variance along a direction of length 1. */
export const varianceAlong = (c: Covariance, direction: Vec3): number => {
  const [x, y, z] = timesVector(c, direction);
  return direction[0] * x + direction[1] * y + direction[2] * z;
};

export const determinantOf = ([xx, xy, xz, yy, yz, zz]: Covariance): number =>
  xx * (yy * zz - yz * yz) + xy * (xz * yz - xy * zz) + xz * (xy * yz - xz * yy);

/** The inverse; of a covariance, what is known: inverses of independent sources add up. Undefined where it has none. */
export const inverseOf = ([xx, xy, xz, yy, yz, zz]: Covariance): Covariance | undefined => {
  const a = yy * zz - yz * yz;
  const b = xz * yz - xy * zz;
  const c = xy * yz - xz * yy;
  const determinant = xx * a + xy * b + xz * c;
  if (!Number.isFinite(1 / determinant)) return undefined;
  const d = xx * zz - xz * xz;
  const e = xy * xz - xx * yz;
  const f = xx * yy - xy * xy;
  const k = 1 / determinant;
  return [a * k, b * k, c * k, d * k, e * k, f * k];
};

/** As the parent of a frame that is turned so has it. */
export const rotateCovariance = (rotation: Quaternion, c: Covariance): Covariance => {
  const columns: Columns = [
    rotate(rotation, [1, 0, 0]),
    rotate(rotation, [0, 1, 0]),
    rotate(rotation, [0, 0, 1]),
  ];
  const turned = ([x, y, z]: Vec3): Vec3 => [
    columns[0][0] * x + columns[1][0] * y + columns[2][0] * z,
    columns[0][1] * x + columns[1][1] * y + columns[2][1] * z,
    columns[0][2] * x + columns[1][2] * y + columns[2][2] * z,
  ];
  // The columns of R · C; then times Rᵀ.
  const product = [
    turned(timesVector(c, [1, 0, 0])),
    turned(timesVector(c, [0, 1, 0])),
    turned(timesVector(c, [0, 0, 1])),
  ] as const;
  const at = (i: 0 | 1 | 2, j: 0 | 1 | 2): number =>
    product[0][i] * columns[0][j] + product[1][i] * columns[1][j] + product[2][i] * columns[2][j];
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 1), at(1, 2), at(2, 2)];
};

/**
 * Of a point that is seen along a ray: one variance along it, another across it.
 * @param ray of any length above 0
 */
export const alongRay = (ray: Vec3, depthVariance: number, acrossVariance: number): Covariance => {
  const length = Math.hypot(...ray);
  const axis: Vec3 = [ray[0] / length, ray[1] / length, ray[2] / length];
  const more = depthVariance - acrossVariance;
  const [x, y, z] = axis;
  return addCovariance(isotropic(acrossVariance), [
    more * x * x,
    more * x * y,
    more * x * z,
    more * y * y,
    more * y * z,
    more * z * z,
  ]);
};
