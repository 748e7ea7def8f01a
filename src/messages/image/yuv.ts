import type { PixelFormat } from "./pixel-format.js";
import type { RawImage } from "./raw-image.js";

/** ITU-R BT.601, video range (Y 16..235, U and V 16..240), as cv_bridge converts; scaled by 2^10. */
const luma = 1192; // 255 / 219
const redOfV = 1634;
const greenOfU = -401;
const greenOfV = -833;
const blueOfU = 2066;
const half = 512;

/** Two pixels in four bytes; where each sample lies in them. An odd last pixel has its chroma, and no second luma. */
export const yuv422 = (order: { luma: 0 | 1; u: number; v: number }): PixelFormat => ({
  rowBytes: (width) => Math.ceil(width / 2) * 4,
  rows: (height) => height,
  pixels: (image) => ({
    width: image.width,
    height: image.height,
    channels: 3,
    data: convert422(image, order.luma, order.u, order.v),
  }),
});

const convert422 = (image: RawImage, y0: number, u0: number, v0: number): Uint8Array => {
  const { data, step, width, height } = image;
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 2) {
      const pair = y * step + x * 2;
      const u = (data[pair + u0] ?? 0) - 128;
      const v = (data[pair + v0] ?? 0) - 128;
      const at = (y * width + x) * 3;
      writePixel(rgb, at, data[pair + y0] ?? 0, u, v);
      if (x + 1 < width) writePixel(rgb, at + 3, data[pair + y0 + 2] ?? 0, u, v);
    }
  return bytesOf(rgb);
};

/** A plane of luma, then rows of V, U pairs: one for each 2×2 pixels (nv21), or U, V for each pixel (nv24). */
export const semiPlanarYuv = ({ chromaScale }: { chromaScale: 1 | 2 }): PixelFormat => ({
  rowBytes: (width) => (chromaScale === 2 ? Math.ceil(width / 2) * 2 : width),
  rows: (height) => height + (chromaScale === 2 ? Math.ceil(height / 2) : height * 2),
  pixels: (image) => ({
    width: image.width,
    height: image.height,
    channels: 3,
    data: convertPlanes(image, chromaScale),
  }),
});

const convertPlanes = (image: RawImage, chromaScale: 1 | 2): Uint8Array => {
  const { data, step, width, height } = image;
  const rgb = new Uint8ClampedArray(width * height * 3);
  const [uFirst, chromaStep] = chromaScale === 1 ? [true, step * 2] : [false, step];
  for (let y = 0; y < height; y += 1) {
    const chromaRow = step * height + Math.floor(y / chromaScale) * chromaStep;
    for (let x = 0; x < width; x += 1) {
      const chroma = chromaRow + Math.floor(x / chromaScale) * 2;
      const u = (data[chroma + (uFirst ? 0 : 1)] ?? 0) - 128;
      const v = (data[chroma + (uFirst ? 1 : 0)] ?? 0) - 128;
      writePixel(rgb, (y * width + x) * 3, data[y * step + x] ?? 0, u, v);
    }
  }
  return bytesOf(rgb);
};

const writePixel = (rgb: Uint8ClampedArray, at: number, y: number, u: number, v: number): void => {
  const base = Math.max(0, y - 16) * luma + half;
  rgb[at] = (base + redOfV * v) >> 10;
  rgb[at + 1] = (base + greenOfU * u + greenOfV * v) >> 10;
  rgb[at + 2] = (base + blueOfU * u) >> 10;
};

const bytesOf = (clamped: Uint8ClampedArray): Uint8Array =>
  new Uint8Array(clamped.buffer, clamped.byteOffset, clamped.length);
