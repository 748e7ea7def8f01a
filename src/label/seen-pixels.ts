import type { Frame, RgbImage } from "../core/index.js";

/** A frame that is looked at twice. */
export interface SeenPixels {
  readonly frame: Frame;
  /** The largest picture that was made of it so far; undefined where there is none. */
  readonly largest: () => RgbImage | undefined;
}

const isWhole = ({ width, height, data }: RgbImage): boolean => data.length === width * height * 3;

/**
 * Keeps what a model is given of a frame, so that the report's picture need not be decoded from the start. Pixels that
 * their taker has handed on (to a thread) are gone, and don't count.
 */
export const seenPixels = (frame: Frame): SeenPixels => {
  let largest: RgbImage | undefined;
  const rgb: Frame["rgb"] = async (size) => {
    const image = await frame.rgb(size);
    if (largest === undefined || image.width * image.height > largest.width * largest.height)
      largest = image;
    return image;
  };
  return {
    frame: { ...frame, rgb },
    largest: () => (largest && isWhole(largest) ? largest : undefined),
  };
};
