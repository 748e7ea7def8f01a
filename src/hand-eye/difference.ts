import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { compose, inversePose, type Metres, norm, type Pose, subtract } from "../core/index.js";
import { turnOf } from "./rotation.js";
import type { PoseCovariance } from "./uncertainty.js";

/** From one pose to another. */
export interface PoseDifference {
  readonly position: Metres;
  /** Radians. */
  readonly rotation: number;
}

const turnBetween = (from: Pose, to: Pose) =>
  turnOf(
    compose(
      { position: [0, 0, 0], rotation: to.rotation },
      inversePose({ position: [0, 0, 0], rotation: from.rotation }),
    ).rotation,
  );

export const differenceOf = (from: Pose, to: Pose): PoseDifference => ({
  position: norm(subtract(to.position, from.position)),
  rotation: norm(turnBetween(from, to)),
});

/** 99 of 100 poses that are off by chance alone are nearer (χ² of six). */
const byChance = 16.81;

/** Whether a pose is further from an estimate than the estimate's own uncertainty explains. */
export const contradicts = (estimate: Pose, covariance: PoseCovariance, other: Pose): boolean => {
  const off = [...subtract(other.position, estimate.position), ...turnBetween(estimate, other)];
  const column = Matrix.columnVector(off);
  const solved = new CholeskyDecomposition(new Matrix(covariance.map((row) => [...row]))).solve(
    column,
  );
  return column.transpose().mmul(solved).get(0, 0) > byChance;
};
