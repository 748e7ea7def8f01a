import { mean, type Seconds } from "../../core/index.js";
import type { TracePoint } from "../trace.js";
import { rewardValue } from "../trajectory.js";

/** Whose curve: the backend's, or what it would be if the backend answered the truth. */
export type Side = "said" | "true";

/** The value of one frame, in metres: nearer is better, and higher. */
export interface Valued {
  readonly t: Seconds;
  readonly value: number;
}

/** Of points, what those are worth that have a value: finite, so that no rank is given to a NaN. */
export const valueCurve = (points: readonly TracePoint[], side: Side): readonly Valued[] =>
  points.flatMap((point): readonly Valued[] => {
    const value = rewardValue(point[side]);
    return value === undefined || !Number.isFinite(value) ? [] : [{ t: point.t, value }];
  });

/** Of the frames at either end of an episode, so many stand for it (RoboValue's `edge_frames`). */
const edgeShare = 0.02;

const meanValue = (curve: readonly Valued[]): number => mean(curve.map(({ value }) => value));

/** What an episode is worth at its two ends: means of the first and last 2 % of its valued frames; NaN without any. */
export const endsOf = (
  curve: readonly Valued[],
): { readonly first: number; readonly last: number } => {
  const count = Math.max(1, Math.ceil(curve.length * edgeShare));
  return { first: meanValue(curve.slice(0, count)), last: meanValue(curve.slice(-count)) };
};
