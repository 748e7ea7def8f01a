import { type PixelBox, scale } from "../../core/index.js";
import { type DepthRaster, rayAt } from "./raster.js";
import { heightAbove, type Surface } from "./surface.js";

/** How far about a box its surroundings reach, as a share of its sides. */
const about = 0.35;
/** Surfaces lie within so much in height, or so many σ. [m] */
const thick = 0.008;
/** Share of the surroundings that a surface shows at least. */
const leastShare = 0.15;
/** A thing's own top is no surface that it stands on: its middle lies so much above. [m] */
const clearance = 0.003;

const grown = (
  { left, top, right, bottom }: PixelBox,
  { width, height }: DepthRaster,
): PixelBox => {
  const [x, y] = [about * (right - left) + 2, about * (bottom - top) + 2];
  return {
    left: Math.max(0, Math.floor(left - x)),
    top: Math.max(0, Math.floor(top - y)),
    right: Math.min(width, Math.ceil(right + x)),
    bottom: Math.min(height, Math.ceil(bottom + y)),
  };
};

/** Heights above the surface of what is seen in a box, in rising order. */
const heightsIn = (
  { left, top, right, bottom }: PixelBox,
  raster: DepthRaster,
  surface: Surface,
  counts: (u: number, v: number) => boolean,
): Float64Array => {
  const heights: number[] = [];
  for (let v = top; v < bottom; v++)
    for (let u = left; u < right; u++) {
      const inverse = raster.inverse[v * raster.width + u] ?? Number.NaN;
      if (!(inverse > 0) || !counts(u, v)) continue;
      heights.push(heightAbove(surface, scale(rayAt(raster, u, v), 1 / inverse)));
    }
  return Float64Array.from(heights).sort();
};

/** Where most heights lie together: the middle of so wide a window, and how many are in it; none above `top`. */
const densest = (heights: Float64Array, width: number, top: number) => {
  let [best, most, from] = [Number.NaN, 0, 0];
  for (let to = 0; to < heights.length; to++) {
    const high = heights[to] ?? 0;
    if (high > top) break;
    while (high - (heights[from] ?? 0) > width) from++;
    if (to - from + 1 <= most) continue;
    most = to - from + 1;
    best = heights[(from + to) >> 1] ?? Number.NaN;
  }
  return { height: best, count: most };
};

/**
 * The level surface that a thing stands on, by what is seen about its box: a shelf, or a table where the floor shows most.
 * The one surface that is known where nothing level is seen there.
 * @param box whole pixels of the raster
 */
export const surfaceAbout = (
  box: PixelBox,
  raster: DepthRaster,
  noise: number,
  surface: Surface,
): Surface => {
  const { left, top, right, bottom } = box;
  const isInside = (u: number, v: number): boolean =>
    u >= left && u < right && v >= top && v < bottom;
  const around = heightsIn(grown(box, raster), raster, surface, (u, v) => !isInside(u, v));
  const own = heightsIn(box, raster, surface, () => true);
  const middle = raster.inverse[((top + bottom) >> 1) * raster.width + ((left + right) >> 1)];
  const depth = 1 / (middle ?? Number.NaN);
  const width = Math.max(thick, 3 * noise * (depth > 0 ? depth * depth : 0));
  const highest = (own[Math.floor(0.9 * own.length)] ?? 0) - clearance;
  const { height, count } = densest(around, width, highest);
  return count >= leastShare * around.length && count > 0
    ? { ...surface, below: surface.below - height }
    : surface;
};
