import type { PixelFormat } from "./pixel-format.js";
import type { Pixels } from "./pixels.js";
import type { RawImage } from "./raw-image.js";

/** ITU-R BT.601, video range (Y 16..235, U and V 16..240), as cv_bridge converts; scaled by 2^10. */
const luma = 1192; // 255 / 219
const redOfV = 1634;
const greenOfU = -401;
const greenOfV = -833;
const blueOfU = 2066;
const half = 512;

/** Two pixels in four bytes; `luma`, `u`, `v` say where the first sample of each lies in them. */
export const yuv422 = (order: { luma: 0 | 1; u: number; v: number }): PixelFormat => ({
  rowBytes: (width) => Math.ceil(width / 2) * 4,
  rows: (height) => height,
  pixels: (image) => converted(image, (rgb) => convert422(image, order, rgb)),
});

const convert422 = (
  { data, step, width, height }: RawImage,
  order: { luma: number; u: number; v: number },
  rgb: Uint8ClampedArray,
): void => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [yShift, uShift, vShift] = [order.luma * 8, order.u * 8, order.v * 8];
  for (let row = 0; row < height; row += 1)
    for (let x = 0; x < width; x += 2) {
      const pair = view.getUint32(row * step + x * 2, true);
      const u = ((pair >> uShift) & 255) - 128;
      const v = ((pair >> vShift) & 255) - 128;
      const at = (row * width + x) * 3;
      writePixel(rgb, at, (pair >> yShift) & 255, u, v);
      // An odd last pixel has its chroma, and a second luma that belongs to no pixel.
      if (x + 1 < width) writePixel(rgb, at + 3, (pair >> (yShift + 16)) & 255, u, v);
    }
};

interface ChromaPlane {
  /** Pixels that share a pair, along each side. */
  readonly chromaScale: 1 | 2;
  /** Which of a pair comes first. */
  readonly first: "u" | "v";
}

/** A plane of luma, then rows of U, V pairs: one for each 2×2 pixels (nv12; V, U in nv21), or for each pixel (nv24). */
export const semiPlanarYuv = (plane: ChromaPlane): PixelFormat => ({
  rowBytes: (width) => (plane.chromaScale === 2 ? Math.ceil(width / 2) * 2 : width),
  rows: (height) => height + (plane.chromaScale === 2 ? Math.ceil(height / 2) : height * 2),
  pixels: (image) => converted(image, (rgb) => convertPlanes(image, plane, rgb)),
});

const convertPlanes = (
  { data, step, width, height }: RawImage,
  { chromaScale, first }: ChromaPlane,
  rgb: Uint8ClampedArray,
): void => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [uAt, vAt] = first === "u" ? [0, 1] : [1, 0];
  const chromaStep = chromaScale === 1 ? step * 2 : step;
  const shift = chromaScale - 1;
  for (let row = 0, at = 0; row < height; row += 1) {
    const chromaRow = step * height + (row >> shift) * chromaStep;
    for (let x = 0; x < width; x += 1, at += 3) {
      const chroma = chromaRow + (x >> shift) * 2;
      const u = view.getUint8(chroma + uAt) - 128;
      const v = view.getUint8(chroma + vAt) - 128;
      writePixel(rgb, at, view.getUint8(row * step + x), u, v);
    }
  }
};

const converted = (
  { width, height }: RawImage,
  convert: (rgb: Uint8ClampedArray) => void,
): Pixels => {
  const rgb = new Uint8ClampedArray(width * height * 3);
  convert(rgb);
  return { width, height, channels: 3, data: new Uint8Array(rgb.buffer) };
};

const writePixel = (rgb: Uint8ClampedArray, at: number, y: number, u: number, v: number): void => {
  const base = Math.max(0, y - 16) * luma + half;
  rgb[at] = (base + redOfV * v) >> 10;
  rgb[at + 1] = (base + greenOfU * u + greenOfV * v) >> 10;
  rgb[at + 2] = (base + blueOfU * u) >> 10;
};
