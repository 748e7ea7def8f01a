import sharp from "sharp";
import type { Frame } from "../core/index.js";

const quality = 72;

/** A camera's own JPEG with more bytes a pixel is made smaller: a page would be heavy with it. */
const mostBytesPerPixel = 0.25;

/** A copy of the camera's own JPEG, where that is small enough. */
const asItCame = ({ jpeg, width, height }: Frame, widest: number): Uint8Array | undefined =>
  jpeg && width <= widest && jpeg.length <= mostBytesPerPixel * width * height
    ? jpeg.slice()
    : undefined;

/** A JPEG of a frame as its lens took it, at most `widest` pixels wide. @throws SpatialRewardError image.* when the frame does not decode */
export const jpegOf = async (frame: Frame, widest: number): Promise<Uint8Array> => {
  const own = asItCame(frame, widest);
  if (own) return own;
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
