import { type PixelBox, scale } from "../../core/index.js";
import { type Mask, maskWhere } from "./mask.js";
import { type Parts, partsOf } from "./parts.js";
import type { Grid } from "./plane-fit.js";
import { type DepthRaster, rayAt } from "./raster.js";
import { heightAbove, type Surface } from "./surface.js";

/** What lies no higher above the surface below is the surface. [m] */
const onSurface = 0.006;
/** σ of a point's height above which it is surely none of the surface. */
const surely = 1.5;
/** A part whose own box covers less of the given one (of both together) is not what the box is around. */
const leastFit = 0.5;
/** Smaller parts are noise. */
const fewest = 12;

/** Whole pixels of the raster, within it. */
const onGrid = (box: PixelBox, { scale: by, width, height }: DepthRaster): PixelBox => ({
  left: Math.max(0, Math.floor(box.left * by)),
  top: Math.max(0, Math.floor(box.top * by)),
  right: Math.min(width, Math.ceil(box.right * by)),
  bottom: Math.min(height, Math.ceil(box.bottom * by)),
});

/** Inverse depths of a box; NaN where the surface is seen, or a smaller thing. */
const gridOf = (
  box: PixelBox,
  inner: readonly PixelBox[],
  raster: DepthRaster,
  { noise, surface }: { readonly noise: number; readonly surface?: Surface },
): Grid => {
  const width = Math.max(0, box.right - box.left);
  const values = new Float32Array(width * Math.max(0, box.bottom - box.top));
  let at = 0;
  for (let v = box.top; v < box.bottom; v++)
    for (let u = box.left; u < box.right; u++, at++) {
      const inverse = raster.inverse[v * raster.width + u] ?? Number.NaN;
      const least = Math.max(onSurface, (surely * noise) / inverse ** 2);
      const isAbove =
        !surface || heightAbove(surface, scale(rayAt(raster, u, v), 1 / inverse)) > least;
      const isInner = inner.some(
        (each) => u >= each.left && u < each.right && v >= each.top && v < each.bottom,
      );
      values[at] = isAbove && !isInner ? inverse : Number.NaN;
    }
  return { values, width };
};

/** Of both boxes together, what each part's own box has in common with the whole grid. */
const fitsOf = ({ labels, counts }: Parts, { values, width }: Grid): readonly number[] => {
  const height = values.length / width;
  const boxes = counts.map(() => ({ left: width, right: 0, top: height, bottom: 0 }));
  for (let at = 0; at < labels.length; at++) {
    const box = boxes[labels[at] ?? 0];
    if (!box) continue;
    const [u, v] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, u);
    box.right = Math.max(box.right, u + 1);
    box.top = Math.min(box.top, v);
    box.bottom = Math.max(box.bottom, v + 1);
  }
  return boxes.map(({ left, right, top, bottom }, label) =>
    label === 0 || (counts[label] ?? 0) < fewest
      ? 0
      : ((right - left) * (bottom - top)) / values.length,
  );
};

/**
 * The pixels of a box that show the thing which it is around, by depth: what hangs together above the surface that things
 * stand on, and fills the box best. What lies in a smaller box within shows another thing. In pixels of the raster;
 * undefined where nothing fills it.
 */
export const segmentBox = (
  box: PixelBox,
  others: readonly PixelBox[],
  raster: DepthRaster,
  ground: { readonly noise: number; readonly surface?: Surface },
): Mask | undefined => {
  const whole = onGrid(box, raster);
  const inner = others.map((each) => onGrid(each, raster));
  const grid = gridOf(whole, inner, raster, ground);
  const parts = partsOf(grid, ground.noise);
  const fits = fitsOf(parts, grid);
  const best = fits.indexOf(Math.max(...fits));
  if (!((fits[best] ?? 0) >= leastFit)) return undefined;
  return maskWhere(
    whole,
    (u, v) => parts.labels[(v - whole.top) * grid.width + u - whole.left] === best,
  );
};
