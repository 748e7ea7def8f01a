import type { DepthRaster } from "./raster.js";

/** Pixels between those that are compared: neighbours share the noise of a matching window. */
const lag = 3;
const samples = 3000;
/** Of a second difference of independent values, in σ of one; and of a median of absolutes. */
const spread = Math.sqrt(6) * 0.6745;
/** Depth comes in steps at least so small, 1/m. */
const least = 2e-4;

/**
 * σ of inverse depth, 1/m, from the picture itself: along a row it is linear on whatever is flat, so that second
 * differences are noise but for the edges, which a median doesn't see. NaN where too little was measured.
 */
export const noiseOf = ({ width, height, inverse }: DepthRaster): number => {
  const step = Math.max(1, Math.floor((width * height) / samples));
  const found: number[] = [];
  for (let at = lag; at < inverse.length - lag; at += step) {
    const column = at % width;
    if (column < lag || column >= width - lag) continue;
    const [a, b, c] = [inverse[at - lag], inverse[at], inverse[at + lag]];
    const second = Math.abs((a ?? Number.NaN) - 2 * (b ?? Number.NaN) + (c ?? Number.NaN));
    if (second >= 0) found.push(second);
  }
  const sorted = Float64Array.from(found).sort();
  const middle = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length < lag ** 2 ? Number.NaN : Math.max(least, middle / spread);
};
