import { type Metres, uprightExtents, type Vec3, type WeightedExtent } from "../../core/index.js";
import type { Pointed } from "./source.js";

/** Nothing that is pointed at is smaller. [m] */
const least: Metres = 0.005;

/** Height and width of a thing by what a model says of its size; undefined where that doesn't tell. */
export const upright = (
  { size }: Pick<Pointed, "size">,
  up: Vec3,
): { readonly height: Metres; readonly width: Metres } | undefined => {
  if (!size) return undefined;
  const weighted = (axis: 0 | 1 | 2): WeightedExtent => {
    const metres = size.extents[axis];
    return { metres, weight: 1 / (metres ** 2 * size.logVariance[axis]) };
  };
  const fit = uprightExtents([weighted(0), weighted(1), weighted(2)], up);
  return (
    fit && {
      height: Math.max(least, fit.height),
      width: Math.max(least, fit.width),
    }
  );
};
