/** What `tolerance` has fallen to at the margin, as in dm_control. */
export const valueAtMargin = 0.1;

/** exp(-½ (d s)²) is `valueAtMargin` at d = 1. */
const steepness = Math.sqrt(-2 * Math.log(valueAtMargin));

/**
 * 1 between `lower` and `upper` (both included), falling as a gaussian to 0.1 at `margin` outside of them; with a
 * margin of 0 it is 0 outside. The shape of every reward in dm_control (Tassa et al. 2018,
 * `rewards.tolerance(sigmoid="gaussian", value_at_margin=0.1)`).
 * All four in one unit; `lower <= upper` and `margin >= 0`, which the task file's checker sees to.
 */
export const tolerance = (x: number, lower: number, upper: number, margin: number): number => {
  if (lower <= x && x <= upper) return 1;
  if (margin === 0) return 0;
  const outside = (x < lower ? lower - x : x - upper) / margin;
  return Math.exp(-0.5 * (outside * steepness) ** 2);
};
