import { type RgbImage, resample } from "../../core/index.js";
import { imageLibrary } from "./image-library.js";
import { type Pixels, toRgb } from "./pixels.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @throws RangeError for a size that no image has */
export const checkTarget = ({ width, height }: Size): void => {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0))
    throw new RangeError(
      `rgb: width and height must be whole and positive; got ${width}×${height}`,
    );
};

/** The image library's linear kernel is the triangle filter only where it shrinks. */
export const shrinks = (from: Size, to: Size): boolean =>
  to.width <= from.width && to.height <= from.height;

/** RGB of pixels, resized when a size is given. */
export const rgbOf = async (pixels: Pixels, size: Size = pixels): Promise<RgbImage> => {
  const resized = await resize(pixels, size);
  return { width: resized.width, height: resized.height, data: toRgb(resized) };
};

const resize = async (pixels: Pixels, { width, height }: Size): Promise<Pixels> => {
  if (width === pixels.width && height === pixels.height) return pixels;
  if (!shrinks(pixels, { width, height })) return resample(pixels, width, height, "bilinear");
  const { channels } = pixels;
  const raw = { width: pixels.width, height: pixels.height, channels };
  const data = await imageLibrary()(pixels.data, { raw })
    .resize(width, height, { kernel: "linear", fit: "fill" })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .raw()
    .toBuffer();
  return { ...pixels, width, height, data };
};
