import sharp from "sharp";
import type { Frame } from "../core/index.js";

const quality = 72;

/** A camera's own JPEG with more bytes a pixel is made smaller: a page would be heavy with it. */
const mostBytesPerPixel = 0.25;

/** A copy of the camera's own JPEG, where that is small enough. */
const asItCame = (frame: Frame, widest: number): Uint8Array | undefined => {
  const { width, height } = frame;
  const jpeg = width <= widest ? frame.jpeg?.() : undefined;
  return jpeg && jpeg.length <= mostBytesPerPixel * width * height ? jpeg.slice() : undefined;
};

/**
 * Takes a frame's picture as its lens took it, at most `widest` pixels wide: its bytes may change once this returns. What
 * it gives makes the JPEG, when that is wanted: whoever is asked about the frame needn't wait for it.
 * @throws SpatialRewardError image.* from what it gives, when the frame does not decode
 */
export const takePicture = (frame: Frame, widest: number): (() => Promise<Uint8Array>) => {
  const own = asItCame(frame, widest);
  if (own) return async () => own;
  const width = Math.max(1, Math.min(frame.width, widest));
  const height = Math.max(1, Math.round((frame.height * width) / Math.max(1, frame.width)));
  const pixels = (frame.asTaken ?? frame).rgb({ width, height });
  // It is told when the picture is wanted; until then nobody listens.
  pixels.catch(() => undefined);
  return async () => {
    const { data } = await pixels;
    return sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer();
  };
};

/** A JPEG of a frame, as takePicture makes it. */
export const jpegOf = (frame: Frame, widest: number): Promise<Uint8Array> =>
  takePicture(frame, widest)();

/** A small one of a picture that was decoded before, to stand beside others. */
export const thumbnailOf = async (jpeg: Uint8Array, width: number): Promise<Uint8Array> =>
  sharp(jpeg, { failOn: "none" })
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer();
