import { scale } from "../../core/index.js";
import type { Facet } from "./facets.js";
import { has, type Mask, sides } from "./mask.js";
import { gateAt } from "./parts.js";
import { type DepthRaster, rayAt } from "./raster.js";
import { heightAbove, type Surface } from "./surface.js";

/** So many pixels beyond the outline something nearer is looked for. */
const beyond = 3;
/** What is no higher above the surface that things stand on hides none of them. [m] */
const low = 0.02;

/** How much of a thing is not in the picture. */
export interface Cut {
  /** Share (0..1) of its outline where it is cut: by the picture's edge, or by something nearer. */
  readonly cut: number;
  /** Whether the picture's edge cuts it. */
  readonly atEdge: boolean;
}

/** Of the outline, what ends at the picture's edge or against something nearer. */
export const cutOf = (
  mask: Mask,
  facets: readonly Facet[],
  raster: DepthRaster,
  noise: number,
  surface: Surface | undefined,
): Cut => {
  const { width, height, inverse } = raster;
  const isBelow = (u: number, v: number, near: number): boolean =>
    surface !== undefined && heightAbove(surface, scale(rayAt(raster, u, v), 1 / near)) < low;
  let [outline, edge, hidden] = [0, 0, 0];
  for (const { u, v, slope } of facets)
    for (const [du, dv] of sides) {
      if (has(mask, u + du, v + dv)) continue;
      outline += 1;
      if (u + du < 0 || u + du >= width || v + dv < 0 || v + dv >= height) edge += 1;
      const [x, y] = [u + beyond * du, v + beyond * dv];
      if (x < 0 || x >= width || y < 0 || y >= height || has(mask, x, y)) continue;
      const there = inverse[y * width + x] ?? Number.NaN;
      const expected = slope.value + beyond * (du * slope.right + dv * slope.down);
      const isNearer = there - Math.max(expected, slope.value) > gateAt(slope.value, noise);
      if (isNearer && !isBelow(x, y, there)) hidden += 1;
    }
  return { cut: (edge + hidden) / Math.max(1, outline), atEdge: edge > 0 };
};
