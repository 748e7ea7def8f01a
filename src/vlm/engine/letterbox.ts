import type { Intrinsics, Pixel } from "../../core/index.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where an image lies on a canvas, in whole pixels, and by how much it was scaled to get there. */
export interface Placement extends Size {
  readonly left: number;
  readonly top: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

/** The largest centred placement that keeps the aspect ratio, up to rounding to whole pixels. */
export const letterbox = (image: Size, canvas: Size): Placement => {
  const scale = Math.min(canvas.width / image.width, canvas.height / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return {
    width,
    height,
    left: Math.floor((canvas.width - width) / 2),
    top: Math.floor((canvas.height - height) / 2),
    scaleX: width / image.width,
    scaleY: height / image.height,
  };
};

/** Intrinsics of the image as those of the canvas. */
export const intrinsicsOnCanvas = (k: Intrinsics, placement: Placement): Intrinsics => ({
  fx: k.fx * placement.scaleX,
  fy: k.fy * placement.scaleY,
  cx: k.cx * placement.scaleX + placement.left,
  cy: k.cy * placement.scaleY + placement.top,
});

/** A pixel of the canvas as one of the image. */
export const pixelOfImage = ([u, v]: Pixel, { left, top, scaleX, scaleY }: Placement): Pixel => [
  (u - left) / scaleX,
  (v - top) / scaleY,
];
