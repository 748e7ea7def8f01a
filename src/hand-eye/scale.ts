import { type Metres, median, type Pose } from "../core/index.js";
import { correlationTime } from "./correlation-time.js";
import { depthOf } from "./residuals.js";
import type { Seen, Sighting } from "./sighting.js";
import { fits } from "./weights.js";

/** What a model's lengths must be multiplied by where one camera looks. */
export interface ModelScale {
  readonly factor: number;
  /** Of the factor's logarithm: a relative deviation. */
  readonly logStddev: number;
  /** Of the logarithm, from one picture to another. */
  readonly spread: number;
  /** Sightings that it is from. */
  readonly count: number;
}

/** Median of a normal error's size, in deviations. */
const medianSize = 0.6745;
/** A median of many normal values is known this much less well than their mean. */
const ofMedian = Math.sqrt(Math.PI / 2);

/** Undefined where a pose has it behind the camera or the model gave no depth. */
const logRatio = (pose: Pose, { inBase, depth }: Sighting): number | undefined => {
  const ratio = depth === undefined ? Number.NaN : depthOf(pose, inBase) / depth;
  return ratio > 0 && Number.isFinite(ratio) ? Math.log(ratio) : undefined;
};

/**
 * A model's scale by the depths that a pose gives to what it points at; undefined where too few have a depth.
 * @param errors of each sighting, in pixels: those that don't fit say nothing
 * @param fit its deviation in pixels, and how well the camera's own place is known, as a share of the depth
 */
export const scaleOf = (
  pose: Pose,
  { sightings }: Seen,
  errors: readonly number[],
  { deviation, depthDoubt }: { readonly deviation: number; readonly depthDoubt: number },
): ModelScale | undefined => {
  const logs = sightings.flatMap((sighting, i) => {
    const log = fits(errors[i] ?? Number.POSITIVE_INFINITY, deviation)
      ? logRatio(pose, sighting)
      : undefined;
    return log === undefined ? [] : [log];
  });
  if (logs.length < 2) return undefined;
  const middle = median(logs);
  const spread = median(logs.map((log) => Math.abs(log - middle))) / medianSize;
  const correlation = correlationTime(
    logs.map((log) => [Math.max(-3 * spread, Math.min(3 * spread, log - middle))]),
  );
  const own = ofMedian * spread * Math.sqrt(correlation / logs.length);
  return {
    factor: Math.exp(middle),
    logStddev: Math.hypot(own, depthDoubt),
    spread,
    count: logs.length,
  };
};

/** The median depth of what a pose sees, in metres. */
export const typicalDepth = (pose: Pose, { sightings }: Seen): Metres =>
  median(sightings.map(({ inBase }) => depthOf(pose, inBase)));
