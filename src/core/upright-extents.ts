import type { Vec3 } from "./geometry.js";
import type { Metres } from "./units.js";

/** An extent along one of the camera's axes; counts by its weight, the inverse of its variance. */
export interface WeightedExtent {
  readonly metres: Metres;
  readonly weight: number;
}

export interface UprightExtents {
  readonly height: Metres;
  readonly width: Metres;
  /** m², of `height`, as far as the weights are those of variances. */
  readonly heightVariance: number;
}

/**
 * Height and width of a thing standing with a round footprint of diameter W and height H, from its extents along the
 * camera's axes: along axis i it spans H |u_i| + W √(1 − u_i²). By weighted least squares; undefined where the camera is
 * rolled so that the axes can't tell H from W.
 * @param up unit vector in the optical frame
 */
export const uprightExtents = (
  extents: readonly [WeightedExtent, WeightedExtent, WeightedExtent],
  up: Vec3,
): UprightExtents | undefined => {
  let [hh, hw, ww, hs, ws] = [0, 0, 0, 0, 0];
  for (const axis of [0, 1, 2] as const) {
    const { metres, weight } = extents[axis];
    const a = Math.min(1, Math.abs(up[axis]));
    const b = Math.sqrt(1 - a * a);
    hh += weight * a * a;
    hw += weight * a * b;
    ww += weight * b * b;
    hs += weight * a * metres;
    ws += weight * b * metres;
  }
  const determinant = hh * ww - hw * hw;
  if (!(determinant > 1e-6 * hh * ww)) return undefined;
  return {
    height: (hs * ww - ws * hw) / determinant,
    width: (ws * hh - hs * hw) / determinant,
    heightVariance: ww / determinant,
  };
};
