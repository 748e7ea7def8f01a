import sharp from "sharp";
import type { Frame } from "../core/index.js";

const quality = 72;

/** A JPEG of a frame as its lens took it, at most `widest` pixels wide. @throws SpatialRewardError image.* when the frame does not decode */
export const jpegOf = async (frame: Frame, widest: number): Promise<Uint8Array> => {
  const width = Math.max(1, Math.min(frame.width, widest));
  const height = Math.max(1, Math.round((frame.height * width) / Math.max(1, frame.width)));
  const { data } = await (frame.asTaken ?? frame).rgb({ width, height });
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
};

/** A small one of a picture, to stand beside others. */
export const thumbnailOf = async (jpeg: Uint8Array, width: number): Promise<Uint8Array> =>
  sharp(jpeg).resize({ width, withoutEnlargement: true }).jpeg({ quality }).toBuffer();
