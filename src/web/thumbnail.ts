import sharp from "sharp";
import type { Frame, RgbImage } from "../core/index.js";

/** In pixels: twice the size that a time line shows it at, for dense screens. */
const usualWidth = 208;

/** Pixels that a picture can be made of without a look at the frame: of all of it, and large enough. */
const suffices = (seen: RgbImage | undefined, width: number, height: number): seen is RgbImage =>
  seen !== undefined && seen.width >= width && seen.height >= height;

/**
 * A small JPEG of a frame, `width` pixels wide.
 * @param seen what was decoded of the frame before, whatever its size; of one through a bending lens it doesn't count
 * @throws SpatialRewardError image.* when the frame does not decode
 */
export const thumbnailOf = async (
  frame: Frame,
  width = usualWidth,
  seen?: RgbImage,
): Promise<Uint8Array> => {
  const height = Math.max(1, Math.round((frame.height * width) / Math.max(1, frame.width)));
  const { asTaken } = frame;
  const image =
    !asTaken && suffices(seen, width, height)
      ? seen
      : await (asTaken ?? frame).rgb({ width, height });
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  const picture = sharp(image.data, { raw }).resize(width, height, {
    kernel: "linear",
    fit: "fill",
  });
  return picture.jpeg({ quality: 72 }).toBuffer();
};
