import { cross, norm, type Quaternion, scale, subtract, type Vec3 } from "../core/index.js";

/** The rotation about a vector by its length in radians. */
export const turnBy = (vector: Vec3): Quaternion => {
  const angle = norm(vector);
  // sin(a/2)/a at 0.
  const k = angle > 0 ? Math.sin(angle / 2) / angle : 0.5;
  return [vector[0] * k, vector[1] * k, vector[2] * k, Math.cos(angle / 2)];
};

/** The vector that `turnBy` turns about to reach it the short way. */
export const turnOf = ([x, y, z, w]: Quaternion): Vec3 => {
  const sine = Math.hypot(x, y, z);
  const k = sine > 0 ? (2 * Math.atan2(sine, Math.abs(w))) / sine : 2;
  return scale([x, y, z], w < 0 ? -k : k);
};

type Axes = readonly [Vec3, Vec3, Vec3];

/** Unit axes along the first side of a triangle, across it in its plane, and out of the plane. */
export const axesOf = ([a, b, c]: Axes): Axes | undefined => {
  const side = subtract(b, a);
  const out = cross(side, subtract(c, a));
  if (!(norm(out) > 0)) return undefined;
  const x = scale(side, 1 / norm(side));
  const z = scale(out, 1 / norm(out));
  return [x, cross(z, x), z];
};

/** The rotation that turns each axis of one orthonormal frame into that of another. */
export const between = (from: Axes, to: Axes): Quaternion => {
  const at = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    to[0][row] * from[0][column] + to[1][row] * from[1][column] + to[2][row] * from[2][column];
  const [xx, yy, zz] = [at(0, 0), at(1, 1), at(2, 2)];
  const [x, y, z] = [at(2, 1) - at(1, 2), at(0, 2) - at(2, 0), at(1, 0) - at(0, 1)];
  const [xy, xz, yz] = [at(0, 1) + at(1, 0), at(0, 2) + at(2, 0), at(1, 2) + at(2, 1)];
  // Shepperd 1978: the largest of the four is divided by.
  const candidates: readonly Quaternion[] = [
    [x, y, z, 1 + xx + yy + zz],
    [1 + xx - yy - zz, xy, xz, x],
    [xy, 1 - xx + yy - zz, yz, y],
    [xz, yz, 1 - xx - yy + zz, z],
  ];
  const lengths = candidates.map((each) => Math.hypot(...each));
  const length = Math.max(...lengths);
  const [a, b, c, d] = candidates[lengths.indexOf(length)] ?? [0, 0, 0, 1];
  return [a / length, b / length, c / length, d / length];
};
