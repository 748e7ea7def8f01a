import { createRandom, quantile } from "../../core/index.js";

/** Fixed, so that the same episodes have the same interval. */
const seed = 1;
const resamples = 1000;
/** Fewer samples than this say nothing of how others would have come out. */
const fewest = 10;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const unknown: Interval = { low: Number.NaN, high: Number.NaN };

/**
 * Central 95 % of a statistic over samples drawn anew with replacement (percentile bootstrap; Efron & Tibshirani 1993).
 * Draws in which it is undefined, such as an AUC without a failure, are left out. NaN for fewer than ten samples, and
 * where most draws are undefined.
 */
export const bootstrap = <Sample>(
  samples: readonly Sample[],
  statistic: (drawn: readonly Sample[]) => number,
): Interval => {
  if (samples.length < fewest) return unknown;
  const random = createRandom(seed);
  const found: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    const value = statistic(samples.map(() => random.pick(samples)));
    if (!Number.isNaN(value)) found.push(value);
  }
  if (found.length < resamples / 2) return unknown;
  return { low: quantile(found, 0.025), high: quantile(found, 0.975) };
};
