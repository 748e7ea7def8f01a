import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { mean, type Vec3 } from "../core/index.js";
import { correlationTime } from "./correlation-time.js";
import { likeness } from "./likeness.js";
import { type Fitted, normalEquations, poseNumbers } from "./refine.js";
import { jacobianOf, lengthOf, residualOf, type Step } from "./residuals.js";
import type { Seen } from "./sighting.js";
import { followed, weightOf } from "./weights.js";

/** Of position (m) and rotation (rad), along and about the axes of the base: symmetric, row by row. */
export type PoseCovariance = readonly (readonly number[])[];

export interface Uncertainty {
  readonly covariance: PoseCovariance;
  /** How many sightings count as one, since neighbours err alike. */
  readonly correlation: number;
}

interface Counted {
  /** Squared error of an axis, as it counts. */
  readonly square: number;
  /** How much of a change of the error its weighted error follows. */
  readonly slope: number;
  /** Where the error pulls the pose. */
  readonly pull: readonly number[];
  /** How its pixel changes with the pose, where it counts. */
  readonly rows?: readonly [Step, Step];
}

const none: Counted = { square: 0, slope: 0, pull: Array<number>(poseNumbers).fill(0) };

const countedOf = (
  { pose, deviation }: Fitted,
  { sightings, intrinsics }: Seen,
): readonly Counted[] =>
  sightings.map((sighting) => {
    const off = residualOf(pose, sighting, intrinsics);
    const error = off ? lengthOf(off) : Number.POSITIVE_INFINITY;
    const weight = weightOf(error, deviation);
    if (!off || weight === 0) return none;
    const rows = jacobianOf(pose, sighting.inBase, intrinsics);
    const [u, v] = rows;
    return {
      rows,
      square: (weight * error) ** 2 / 2,
      slope: followed(error, deviation),
      pull: u.map((each, i) => weight * (each * off[0] + (v[i] ?? 0) * off[1])),
    };
  });

/** In axes in which all pulls are as strong: then one number tells how alike neighbours are. */
const whitened = (lower: Matrix, pull: readonly number[]): readonly number[] => {
  const solved: number[] = [];
  pull.forEach((each, row) => {
    const known = solved.reduce((sum, value, column) => sum + value * lower.get(row, column), 0);
    solved.push((each - known) / lower.get(row, row));
  });
  return solved;
};

/** What errors that are alike near each other do to the normal equations' right side: its covariance. */
const pulledAlike = (
  counted: readonly Counted[],
  { sightings, intrinsics, common }: Seen,
): Matrix => {
  const sum = Matrix.zeros(poseNumbers, poseNumbers);
  if (!common) return sum;
  const variance = (common.share * intrinsics.fx) ** 2;
  const fitting = sightings.flatMap((sighting, i) => {
    const rows = counted[i]?.rows;
    return rows ? [{ sighting, rows: new Matrix(rows.map((row) => [...row])) }] : [];
  });
  for (const a of fitting) {
    const alike = Matrix.zeros(2, poseNumbers);
    for (const b of fitting) {
      alike.add(Matrix.mul(b.rows, variance * likeness(a.sighting, b.sighting, common)));
    }
    sum.add(a.rows.transpose().mmul(alike));
  }
  return sum;
};

const symmetric = (matrix: Matrix): Matrix => Matrix.add(matrix, matrix.transpose()).mul(0.5);

/**
 * How sure a fitted pose is: of an M-estimator (Huber 1981, 7.6), widened by what neighbours have in common, by how few
 * errors their spread is known from, and by what no residual shows. Undefined where the sightings leave something open.
 */
export const uncertaintyOf = (fitted: Fitted, seen: Seen): Uncertainty | undefined => {
  const counted = countedOf(fitted, seen);
  const { matrix } = normalEquations(fitted.pose, seen, () => 1);
  const cholesky = new CholeskyDecomposition(matrix);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const lower = cholesky.lowerTriangularMatrix;
  const correlation = correlationTime(counted.map(({ pull }) => whitened(lower, pull)));
  const slope = mean(counted.map((each) => each.slope));
  const independent = (2 * counted.filter((each) => each.slope !== 0).length) / correlation;
  // Of Student's t: the spread is itself known from so many errors.
  const freedom = 1 - (poseNumbers + 2) / independent;
  if (!(slope > 0 && freedom > 0)) return undefined;
  const single = mean(counted.map(({ square }) => square)) / freedom / slope ** 2;
  const inverse = cholesky.solve(Matrix.eye(poseNumbers));
  const alike = inverse.mmul(pulledAlike(counted, seen)).mmul(inverse);
  const whole = symmetric(alike.add(Matrix.mul(inverse, correlation * single)));
  const covariance = whole.to2DArray();
  if (!covariance.flat().every(Number.isFinite)) return undefined;
  return { covariance, correlation };
};

const rootOfTrace = (covariance: PoseCovariance, from: number): number =>
  Math.sqrt([0, 1, 2].reduce((sum, i) => sum + (covariance[from + i]?.[from + i] ?? 0), 0));

/** Of the whole displacement, in metres, and of the whole turn, in radians. */
export const deviationsOf = (covariance: PoseCovariance) => ({
  position: rootOfTrace(covariance, 0),
  rotation: rootOfTrace(covariance, 3),
});

/** Of the position along a direction of length 1, in m². */
export const positionVariance = (covariance: PoseCovariance, direction: Vec3): number =>
  direction.reduce(
    (sum, each, i) =>
      sum +
      direction.reduce((part, other, j) => part + each * other * (covariance[i]?.[j] ?? 0), 0),
    0,
  );
