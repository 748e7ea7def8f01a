import { median, type PixelBox, scale } from "../../core/index.js";
import { type Mask, maskWhere } from "./mask.js";
import { type DepthRaster, rayAt } from "./raster.js";
import { heightAbove, type Surface } from "./surface.js";

/** What lies no higher above the surface below is the surface. [m] */
const onSurface = 0.008;
/** Of a box, the middle that surely shows its thing. */
const core = 0.3;
/** Metres in front of and behind its middle that a thing may reach, at least, and in its breadths. */
const around = 0.03;
const breadths = 0.9;

/** Whole pixels of the raster, within it. */
const onGrid = (box: PixelBox, { scale: by, width, height }: DepthRaster): PixelBox => ({
  left: Math.max(0, Math.floor(box.left * by)),
  top: Math.max(0, Math.floor(box.top * by)),
  right: Math.min(width, Math.ceil(box.right * by)),
  bottom: Math.min(height, Math.ceil(box.bottom * by)),
});

const middleOf = ({ left, top, right, bottom }: PixelBox): PixelBox => {
  const [x, y] = [(core * (right - left)) / 2, (core * (bottom - top)) / 2];
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return {
    left: Math.floor(u - x),
    right: Math.ceil(u + x),
    top: Math.floor(v - y),
    bottom: Math.ceil(v + y),
  };
};

const inversesIn = (
  { left, top, right, bottom }: PixelBox,
  { width, inverse }: DepthRaster,
  counts: (u: number, v: number, inverse: number) => boolean,
): readonly number[] => {
  const found: number[] = [];
  for (let v = top; v < bottom; v++)
    for (let u = left; u < right; u++) {
      const each = inverse[v * width + u] ?? Number.NaN;
      if (each > 0 && counts(u, v, each)) found.push(each);
    }
  return found;
};

/**
 * The pixels of a box that show the thing which it is around, by depth: above the surface that things stand on, and as
 * far off as the box's middle. What lies in a smaller box within shows another thing. In pixels of the raster; undefined
 * where depth tells nothing.
 */
export const segmentBox = (
  box: PixelBox,
  others: readonly PixelBox[],
  raster: DepthRaster,
  { noise, surface }: { readonly noise: number; readonly surface?: Surface },
): Mask | undefined => {
  const grid = onGrid(box, raster);
  const inner = others.map((each) => onGrid(each, raster));
  const isAbove = (u: number, v: number, inverse: number): boolean => {
    if (!surface) return true;
    const least = Math.max(onSurface, (1.5 * noise) / inverse ** 2);
    return heightAbove(surface, scale(rayAt(raster, u, v), 1 / inverse)) > least;
  };
  const depths = inversesIn(middleOf(grid), raster, isAbove);
  if (depths.length === 0) return undefined;
  const depth = 1 / median(depths);
  const breadth = ((grid.right - grid.left) * depth) / raster.intrinsics.fx;
  const reach = Math.max(around, breadths * breadth, 3 * noise * depth * depth);
  return maskWhere(grid, (u, v) => {
    const inverse = raster.inverse[v * raster.width + u] ?? Number.NaN;
    if (!(Math.abs(1 / inverse - depth) < reach) || !isAbove(u, v, inverse)) return false;
    return !inner.some(
      (each) => u >= each.left && u < each.right && v >= each.top && v < each.bottom,
    );
  });
};
