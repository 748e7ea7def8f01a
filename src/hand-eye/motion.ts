import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Metres, mean, quantile, type Vec3 } from "../core/index.js";

/** How far points reach along their own main axes, the longest first: nine tenths of them, a glitch of TF left out. */
export type Extents = readonly [Metres, Metres, Metres];

const reachAlong = (points: readonly Vec3[], axis: readonly number[]): Metres => {
  const along = points.map((point) =>
    point.reduce((sum, each, i) => sum + each * (axis[i] ?? 0), 0),
  );
  return quantile(along, 0.95) - quantile(along, 0.05);
};

/** @param points at least one */
export const extentsOf = (points: readonly Vec3[]): Extents => {
  const centre = ([0, 1, 2] as const).map((i) => mean(points.map((point) => point[i])));
  const rows = new Matrix(points.map((point) => point.map((each, i) => each - (centre[i] ?? 0))));
  const { eigenvectorMatrix } = new EigenvalueDecomposition(rows.transpose().mmul(rows), {
    assumeSymmetric: true,
  });
  // Eigenvalues ascend.
  const [c = 0, b = 0, a = 0] = [0, 1, 2].map((i) =>
    reachAlong(points, eigenvectorMatrix.getColumn(i)),
  );
  return [a, b, c];
};
