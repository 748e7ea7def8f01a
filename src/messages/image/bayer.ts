import type { PixelFormat } from "./pixel-format.js";
import type { RawImage } from "./raw-image.js";

/** Colours of the first two pixels of the first two rows. */
export type BayerPattern = "rggb" | "bggr" | "gbrg" | "grbg";

/** Bilinear: a missing colour is the mean of its nearest neighbours of that colour; edges are mirrored. */
export const bayer = (pattern: BayerPattern): PixelFormat => ({
  rowBytes: (width) => width,
  rows: (height) => height,
  pixels: (image) => ({
    width: image.width,
    height: image.height,
    channels: 3,
    data: demosaic(image, pattern),
  }),
});

const demosaic = (image: RawImage, pattern: BayerPattern): Uint8Array => {
  const rgb = new Uint8Array(image.width * image.height * 3);
  for (let y = 0; y < image.height; y += 1) {
    const [even, odd] = y % 2 === 0 ? [pattern[0], pattern[1]] : [pattern[2], pattern[3]];
    const redRow = even === "r" || odd === "r";
    demosaicRow(image, y, rgb, even === "g" ? 1 : 0, redRow ? 0 : 2);
  }
  return rgb;
};

/** Before the first comes the second, after the last the one before it: the pattern goes on. */
const mirrored = (index: number, count: number): number => {
  if (count === 1) return 0;
  return index < 0 ? 1 : index >= count ? count - 2 : index;
};

/** `colourAt`: parity of the pixels that are not green in this row; `own`: their channel, 0 red or 2 blue. */
const demosaicRow = (
  { data, step, width, height }: RawImage,
  y: number,
  rgb: Uint8Array,
  colourAt: 0 | 1,
  own: 0 | 2,
): void => {
  const above = mirrored(y - 1, height) * step;
  const row = y * step;
  const below = mirrored(y + 1, height) * step;
  const other = 2 - own;
  let at = y * width * 3;
  for (let x = 0; x < width; x += 1, at += 3) {
    const left = x > 0 ? x - 1 : mirrored(-1, width);
    const right = x < width - 1 ? x + 1 : mirrored(width, width);
    const here = data[row + x] ?? 0;
    const sides = (data[row + left] ?? 0) + (data[row + right] ?? 0);
    const upright = (data[above + x] ?? 0) + (data[below + x] ?? 0);
    if ((x & 1) === colourAt) {
      const corners =
        (data[above + left] ?? 0) +
        (data[above + right] ?? 0) +
        (data[below + left] ?? 0) +
        (data[below + right] ?? 0);
      rgb[at + own] = here;
      rgb[at + 1] = (sides + upright + 2) >> 2;
      rgb[at + other] = (corners + 2) >> 2;
    } else {
      rgb[at + own] = (sides + 1) >> 1;
      rgb[at + 1] = here;
      rgb[at + other] = (upright + 1) >> 1;
    }
  }
};
