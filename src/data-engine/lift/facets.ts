import { eachPixel, has, isOutline, type Mask, sides } from "./mask.js";
import { type Grid, type Slope, slopesOf } from "./plane-fit.js";
import { type DepthRaster, rayAt } from "./raster.js";

/** A pixel of a thing with the surface that it shows. */
export interface Facet {
  readonly u: number;
  readonly v: number;
  readonly slope: Slope;
}

/** Pixels to each side that tell a slope at the outline, where the thing is drawn on by half a pixel. */
const least = 2;

const level = (value: number): Slope => ({ value, right: 0, down: 0, variance: 1 });

/**
 * Each pixel of the mask that has enough measured about it.
 * @param grid inverse depths by the mask's box
 * @param reach pixels to each side that are averaged; @param flatness see slopesOf
 */
export const facetsOf = (
  mask: Mask,
  grid: Grid,
  { reach, flatness }: { readonly reach: number; readonly flatness: number },
): readonly Facet[] => {
  const facets: Facet[] = [];
  const { left, top } = mask.box;
  const slopeAt = slopesOf(grid, flatness);
  eachPixel(mask, (u, v, at) => {
    const own = grid.values[at] ?? Number.NaN;
    const isRim = !(own > 0) || isOutline(mask, u, v);
    const r = Math.max(reach, isRim ? least : 0);
    const fit = r > 0 ? slopeAt(u - left, v - top, r) : level(own);
    const slope = fit && own > 0 && reach === 0 ? { ...fit, value: own } : fit;
    if (slope && slope.value > 0) facets.push({ u, v, slope });
  });
  return facets;
};

/** x, y, z of the pixels' centres; and of the outline, of the middles of the sides where it ends. */
export const pointsOf = (
  mask: Mask,
  facets: readonly Facet[],
  raster: DepthRaster,
): Float64Array => {
  const points = new Float64Array(facets.length * 3 * (1 + sides.length));
  let count = 0;
  const add = ({ u, v, slope }: Facet, du: number, dv: number): void => {
    const near = slope.value + du * slope.right + dv * slope.down;
    if (!(near > 0)) return;
    const [x, y] = rayAt(raster, u + du, v + dv);
    points[count] = x / near;
    points[count + 1] = y / near;
    points[count + 2] = 1 / near;
    count += 3;
  };
  for (const facet of facets) {
    add(facet, 0, 0);
    for (const [du, dv] of sides)
      if (!has(mask, facet.u + du, facet.v + dv)) add(facet, du / 2, dv / 2);
  }
  return points.subarray(0, count);
};
