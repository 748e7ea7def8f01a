import type { PixelBox } from "../../core/index.js";
import type { DepthRaster } from "./raster.js";

/** Pixels of a picture (or of a raster) that show a thing. */
export interface Mask {
  /** Whole pixels, within the picture. */
  readonly box: PixelBox;
  /** Of the box, row by row: 1 where the thing is, else 0. */
  readonly inside: Uint8Array;
}

export const widthOf = ({ box }: Mask): number => box.right - box.left;

export const has = ({ box, inside }: Mask, u: number, v: number): boolean =>
  u >= box.left &&
  u < box.right &&
  v >= box.top &&
  v < box.bottom &&
  inside[(v - box.top) * (box.right - box.left) + u - box.left] === 1;

/** A mask by a rule for each pixel of a box. */
export const maskWhere = (box: PixelBox, rule: (u: number, v: number) => boolean): Mask => {
  const width = Math.max(0, box.right - box.left);
  const inside = new Uint8Array(width * Math.max(0, box.bottom - box.top));
  let at = 0;
  for (let v = box.top; v < box.bottom; v++)
    for (let u = box.left; u < box.right; u++) inside[at++] = rule(u, v) ? 1 : 0;
  return { box, inside };
};

export const countOf = ({ inside }: Mask): number => inside.reduce((sum, each) => sum + each, 0);

/** Each pixel of it, and where that is in `inside`. */
export const eachPixel = (
  { box, inside }: Mask,
  visit: (u: number, v: number, at: number) => void,
): void => {
  let at = 0;
  for (let v = box.top; v < box.bottom; v++)
    for (let u = box.left; u < box.right; u++, at++) if (inside[at] === 1) visit(u, v, at);
};

/** To the left, right, above, below. */
export const sides = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Whether the mask ends beside a pixel. */
export const isOutline = (mask: Mask, u: number, v: number): boolean =>
  sides.some(([du, dv]) => !has(mask, u + du, v + dv));

/** A picture's mask in the pixels of a raster: the nearest pixel counts, none is mixed. */
export const onRaster = (mask: Mask, { scale, width, height }: DepthRaster): Mask => {
  if (scale === 1) return mask;
  const { left, top, right, bottom } = mask.box;
  const box = {
    left: Math.floor(left * scale),
    top: Math.floor(top * scale),
    right: Math.min(width, Math.ceil(right * scale)),
    bottom: Math.min(height, Math.ceil(bottom * scale)),
  };
  return maskWhere(box, (u, v) =>
    has(mask, Math.floor((u + 0.5) / scale), Math.floor((v + 0.5) / scale)),
  );
};
