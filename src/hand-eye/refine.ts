import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Pose } from "../core/index.js";
import { errorsOf, jacobianOf, lengthOf, residualOf, type Step, stepped } from "./residuals.js";
import type { Seen } from "./sighting.js";
import { costOf, deviationOf, weightOf } from "./weights.js";

/** Position and rotation. */
export const poseNumbers = 6;

/** A pose that fits best near where it was looked for. */
export interface Fitted {
  readonly pose: Pose;
  /** Of one axis, in pixels. */
  readonly deviation: number;
}

const mostSteps = 50;
const mostScales = 10;
const settled = 1e-9;
const settledScale = 1e-2;

export const totalCost = (pose: Pose, seen: Seen, deviation: number): number =>
  errorsOf(pose, seen).reduce((sum, error) => sum + costOf(error, deviation), 0);

/** JᵀWJ and JᵀWr of all sightings, each weighted by how well it fits. */
export const normalEquations = (
  pose: Pose,
  { sightings, intrinsics }: Seen,
  weigh: (error: number) => number,
): { readonly matrix: Matrix; readonly vector: Matrix } => {
  const matrix = Matrix.zeros(poseNumbers, poseNumbers);
  const vector = Matrix.zeros(poseNumbers, 1);
  for (const sighting of sightings) {
    const off = residualOf(pose, sighting, intrinsics);
    const weight = off ? weigh(lengthOf(off)) : 0;
    if (!off || weight === 0) continue;
    const [u, v] = jacobianOf(pose, sighting.inBase, intrinsics);
    for (let i = 0; i < poseNumbers; i++) {
      const [ui, vi] = [weight * (u[i] ?? 0), weight * (v[i] ?? 0)];
      vector.set(i, 0, vector.get(i, 0) + ui * off[0] + vi * off[1]);
      for (let j = 0; j <= i; j++)
        matrix.set(i, j, matrix.get(i, j) + ui * (u[j] ?? 0) + vi * (v[j] ?? 0));
    }
  }
  for (let i = 0; i < poseNumbers; i++)
    for (let j = 0; j < i; j++) matrix.set(j, i, matrix.get(i, j));
  return { matrix, vector };
};

const isStep = (numbers: readonly number[]): numbers is Step =>
  numbers.length === poseNumbers && numbers.every(Number.isFinite);

/** Undefined where the equations have no single solution. */
const solved = (matrix: Matrix, vector: Matrix, damping: number): Step | undefined => {
  const damped = matrix.clone();
  for (let i = 0; i < poseNumbers; i++) damped.set(i, i, damped.get(i, i) * (1 + damping));
  const cholesky = new CholeskyDecomposition(damped);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const step = cholesky.solve(vector).to1DArray();
  return isStep(step) ? step : undefined;
};

/** Levenberg–Marquardt with weights that follow the errors, for one deviation. */
const descended = (start: Pose, seen: Seen, deviation: number): Pose => {
  let pose = start;
  let cost = totalCost(pose, seen, deviation);
  let damping = 1e-3;
  for (let tries = 0; tries < mostSteps && damping < 1e9; tries++) {
    const { matrix, vector } = normalEquations(pose, seen, (error) => weightOf(error, deviation));
    const step = solved(matrix, vector, damping);
    const next = step && stepped(pose, step);
    const nextCost = next ? totalCost(next, seen, deviation) : Number.POSITIVE_INFINITY;
    if (!next || !(nextCost < cost)) {
      damping *= 10;
      continue;
    }
    const gain = cost - nextCost;
    [pose, cost, damping] = [next, nextCost, damping / 10];
    if (gain < settled * (1 + cost)) break;
  }
  return pose;
};

/** From a pose that is about right to the one that fits best; the errors themselves tell how large errors are. */
export const refined = (start: Pose, seen: Seen): Fitted => {
  let pose = start;
  let deviation = deviationOf(errorsOf(pose, seen), 0);
  for (let turn = 0; turn < mostScales && Number.isFinite(deviation); turn++) {
    pose = descended(pose, seen, deviation);
    const next = deviationOf(errorsOf(pose, seen), poseNumbers);
    const change = Math.abs(next / deviation - 1);
    deviation = next;
    if (change < settledScale) break;
  }
  return { pose, deviation };
};
