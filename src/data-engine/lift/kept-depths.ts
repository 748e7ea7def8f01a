import { eachPixel, isOutline, type Mask, widthOf } from "./mask.js";
import { partsOf, relief } from "./parts.js";
import { type Grid, slopeNear } from "./plane-fit.js";
import type { DepthRaster } from "./raster.js";

/** Pixels to each side that tell how depth goes on. */
const near = 2;

/** Pixels of the largest part, 1 each. */
const largestPart = (grid: Grid, noise: number): Uint8Array => {
  const { labels, counts } = partsOf(grid, noise);
  const best = counts.indexOf(Math.max(...counts.slice(1)), 1);
  return Uint8Array.from(labels, (each) => (best > 0 && each === best ? 1 : 0));
};

/** Inverse depth of the mask's inner pixels, by its box; NaN elsewhere. Its rim is where depth images show what is behind. */
const coreOf = (mask: Mask, { width, inverse }: DepthRaster): Grid => {
  const values = new Float32Array(mask.inside.length).fill(Number.NaN);
  eachPixel(mask, (u, v, at) => {
    if (!isOutline(mask, u, v)) values[at] = inverse[v * width + u] ?? Number.NaN;
  });
  return { values, width: widthOf(mask) };
};

/** Takes pixels back that the core left out, ring by ring: its rim, and what is too thin to have a core. */
const growInto = (core: Grid, mask: Mask, raster: DepthRaster, noise: number): void => {
  const { values, width } = core;
  const own = new Float32Array(values.length).fill(Number.NaN);
  let open: number[] = [];
  eachPixel(mask, (u, v, at) => {
    own[at] = raster.inverse[v * raster.width + u] ?? Number.NaN;
    if ((own[at] ?? 0) > 0 && !((values[at] ?? 0) > 0)) open.push(at);
  });
  const goesOn = (at: number): boolean => {
    const here = own[at] ?? Number.NaN;
    const fit = slopeNear(core, at % width, Math.floor(at / width), near);
    const gate = Math.max(noise, (relief * here * here) / 2);
    return fit !== undefined && Math.abs(fit.value - here) < gate;
  };
  for (let before = open.length + 1; open.length < before; ) {
    before = open.length;
    const taken = open.filter(goesOn);
    for (const at of taken) values[at] = own[at] ?? Number.NaN;
    open = open.filter((at) => !((values[at] ?? 0) > 0));
  }
};

/** Known values of a grid. */
export const knownIn = ({ values }: Grid): Float32Array => values.filter((each) => each > 0);

/**
 * The inverse depths behind a mask that are of the thing, by the mask's box; NaN where they are of something else, or
 * where nothing was measured.
 */
export const keptDepths = (mask: Mask, raster: DepthRaster, noise: number): Grid => {
  const core = coreOf(mask, raster);
  const part = largestPart(core, noise);
  for (let at = 0; at < part.length; at++) if (part[at] === 0) core.values[at] = Number.NaN;
  if (core.values.some((each) => each > 0)) growInto(core, mask, raster, noise);
  return core;
};
