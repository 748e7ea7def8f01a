import type { PixelFormat } from "./pixel-format.js";
import type { Pixels } from "./pixels.js";
import { moreSignificant } from "./take-bytes.js";

/** Colours of the first two pixels of the first two rows. */
export type BayerPattern = "rggb" | "bggr" | "gbrg" | "grbg";

/** One byte a pixel; `step` bytes from one row to the next. */
interface Mosaic {
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly data: Uint8Array;
}

export const bayer = (pattern: BayerPattern): PixelFormat => ({
  rowBytes: (width) => width,
  rows: (height) => height,
  pixels: (image) => demosaic(image, pattern),
});

/** 16 bits a pixel: the more significant byte is kept. */
export const deepBayer = (pattern: BayerPattern): PixelFormat => ({
  rowBytes: (width) => width * 2,
  rows: (height) => height,
  pixels: (image) => {
    const { width, height } = image;
    return demosaic({ width, height, step: width, data: moreSignificant(image) }, pattern);
  },
});

/** Bilinear: a missing colour is the mean of its nearest neighbours of that colour; edges are mirrored. */
export const demosaic = (image: Mosaic, pattern: BayerPattern): Pixels => {
  const rgb = new Uint8Array(image.width * image.height * 3);
  for (let y = 0; y < image.height; y += 1) {
    const [even, odd] = y % 2 === 0 ? [pattern[0], pattern[1]] : [pattern[2], pattern[3]];
    const redRow = even === "r" || odd === "r";
    demosaicRow(image, y, rgb, even === "g" ? 1 : 0, redRow ? 0 : 2);
  }
  return { width: image.width, height: image.height, channels: 3, data: rgb };
};

/** Before the first comes the second, after the last the one before it: the pattern goes on. */
const mirrored = (index: number, count: number): number => {
  if (count === 1) return 0;
  return index < 0 ? 1 : index >= count ? count - 2 : index;
};

/**
 * A 3×3 window slides along the row; a is above, b below. `colourAt`: parity of the pixels that are not green in this
 * row; `own`: their channel, 0 red or 2 blue.
 */
const demosaicRow = (
  { data, step, width, height }: Mosaic,
  y: number,
  rgb: Uint8Array,
  colourAt: 0 | 1,
  own: 0 | 2,
): void => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [above, row, below] = [
    mirrored(y - 1, height) * step,
    y * step,
    mirrored(y + 1, height) * step,
  ];
  const other = 2 - own;
  let at = y * width * 3;
  const left = mirrored(-1, width);
  let [aLeft, a] = [view.getUint8(above + left), view.getUint8(above)];
  let [rLeft, r] = [view.getUint8(row + left), view.getUint8(row)];
  let [bLeft, b] = [view.getUint8(below + left), view.getUint8(below)];
  for (let x = 0; x < width; x += 1, at += 3) {
    const right = x < width - 1 ? x + 1 : mirrored(width, width);
    const aRight = view.getUint8(above + right);
    const rRight = view.getUint8(row + right);
    const bRight = view.getUint8(below + right);
    if ((x & 1) === colourAt) {
      rgb[at + own] = r;
      rgb[at + 1] = (rLeft + rRight + a + b + 2) >> 2;
      rgb[at + other] = (aLeft + aRight + bLeft + bRight + 2) >> 2;
    } else {
      rgb[at + own] = (rLeft + rRight + 1) >> 1;
      rgb[at + 1] = r;
      rgb[at + other] = (a + b + 1) >> 1;
    }
    aLeft = a;
    a = aRight;
    rLeft = r;
    r = rRight;
    bLeft = b;
    b = bRight;
  }
};
