import type { Metres, Vec3 } from "../../core/index.js";
import type { Pointed } from "./source.js";

/**
 * Height and width of a thing that stands with a round footprint, from its extents along the camera's axes: along axis i
 * it spans H |u_i| + W √(1 − u_i²). By least squares, weighted by how sure each extent is. Undefined without a size or
 * where the camera is rolled so that the axes can't tell.
 */
export const upright = (
  { size }: Pick<Pointed, "size">,
  up: Vec3,
): { readonly height: Metres; readonly width: Metres } | undefined => {
  if (!size) return undefined;
  let [hh, hw, ww, hs, ws] = [0, 0, 0, 0, 0];
  for (const axis of [0, 1, 2] as const) {
    const extent = size.extents[axis];
    const weight = 1 / (extent ** 2 * size.logVariance[axis]);
    const a = Math.min(1, Math.abs(up[axis]));
    const b = Math.sqrt(1 - a * a);
    hh += weight * a * a;
    hw += weight * a * b;
    ww += weight * b * b;
    hs += weight * a * extent;
    ws += weight * b * extent;
  }
  const determinant = hh * ww - hw * hw;
  if (!(determinant > 1e-6 * hh * ww)) return undefined;
  return {
    height: Math.max(0.005, (hs * ww - ws * hw) / determinant),
    width: Math.max(0.005, (ws * hh - hs * hw) / determinant),
  };
};
