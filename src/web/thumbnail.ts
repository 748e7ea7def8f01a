import sharp from "sharp";
import type { Frame } from "../core/index.js";

/** In pixels: twice the size that a time line shows it at, for dense screens. */
const usualWidth = 208;

/** A small JPEG of a frame, `width` pixels wide. @throws SpatialRewardError image.* when the frame does not decode */
export const thumbnailOf = async (frame: Frame, width = usualWidth): Promise<Uint8Array> => {
  const height = Math.max(1, Math.round((frame.height * width) / Math.max(1, frame.width)));
  const { data } = await (frame.asTaken ?? frame).rgb({ width, height });
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 72 })
    .toBuffer();
};
