import { median } from "../core/index.js";

/**
 * Tukey's biweight of errors in a plane: those beyond so many deviations don't count at all, and 95 % of what the rest
 * says is kept.
 */
const reach = 5.12;
/** Median length of a normal error in a plane, in deviations of one axis. */
const medianLength = Math.sqrt(2 * Math.LN2);
/** Pixels: nobody points better. */
const leastDeviation = 0.25;

/** Of one axis, in pixels, from the lengths of errors of which up to a half may be wrong. `fitted`: numbers that were fitted. */
export const deviationOf = (errors: readonly number[], fitted: number): number => {
  const freedom = Math.max(1 - fitted / (2 * errors.length), 0.1);
  return Math.max(median(errors) / medianLength / Math.sqrt(freedom), leastDeviation);
};

/** 1 for what fits, 0 for what is an outlier. */
export const weightOf = (error: number, deviation: number): number => {
  const share = error / (reach * deviation);
  return share < 1 ? (1 - share ** 2) ** 2 : 0;
};

/** What an error costs, in half squared deviations while it is small; the same for all that don't count. */
export const costOf = (error: number, deviation: number): number => {
  const share = error / (reach * deviation);
  const most = reach ** 2 / 6;
  return share < 1 ? most * (1 - (1 - share ** 2) ** 3) : most;
};

/** How much of a small change of an error its weighted error follows, over all directions in the plane. */
export const followed = (error: number, deviation: number): number => {
  const share = error / (reach * deviation);
  return share < 1 ? (1 - share ** 2) ** 2 - 2 * share ** 2 * (1 - share ** 2) : 0;
};

/** Whether it is taken for pointing at the same thing: 99.9 % of normal errors are. */
export const fits = (error: number, deviation: number): boolean =>
  error <= deviation * Math.sqrt(2 * Math.log(1000));
