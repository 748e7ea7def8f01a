import type { Sharp } from "sharp";
import { type RgbImage, SpatialRewardError } from "../../core/index.js";
import { formatOfBytes } from "./compressed-header.js";
import { imageLibrary } from "./image-library.js";
import { hasEnd, mendedJpeg } from "./mended-jpeg.js";
import { maxPixels, type Pixels } from "./pixels.js";
import { rgbOf, type Size } from "./resize.js";

export interface Decoding {
  readonly size: Size;
  readonly resizeWhileDecoding: boolean;
  /** A photograph stands upright by its EXIF tag; a robot's camera image is as its calibration saw it. */
  readonly turnByExif: boolean;
}

/**
 * RGB of a compressed file in memory, which must not change until the promise is settled.
 * @throws SpatialRewardError image.corrupt for bytes that don't decode, or end too early
 */
export const decodeBytes = async (
  bytes: Uint8Array,
  what: string,
  { size, resizeWhileDecoding, turnByExif }: Decoding,
): Promise<RgbImage> => {
  const pixels = await decodePixels(bytes, what, (image) => {
    const upright = turnByExif ? image.autoOrient() : image;
    if (!resizeWhileDecoding) return upright.toColourspace("srgb");
    // fastShrinkOnLoad would save 15 % and triple the difference from the filter that the model was trained with.
    return upright
      .resize(size.width, size.height, { kernel: "linear", fit: "fill", fastShrinkOnLoad: false })
      .toColourspace("srgb");
  });
  return rgbOf(pixels, size);
};

/**
 * What `prepare` makes of an image. A JPEG with faults that leave its pixels whole is mended first; whatever the
 * library still complains about, a missing piece above all, is an error. What is missing of the last eight rows it
 * leaves grey without a word, which is why a JPEG without an end isn't left to it.
 * @throws SpatialRewardError image.corrupt
 */
export const decodePixels = async (
  bytes: Uint8Array,
  what: string,
  prepare: (image: Sharp) => Sharp,
): Promise<Pixels> => {
  if (formatOfBytes(bytes) !== "jpeg") return decodeStrictly(bytes, what, prepare);
  if (!hasEnd(bytes)) {
    const mended = mendedJpeg(bytes);
    if (mended === undefined)
      throw new SpatialRewardError(
        "image.corrupt",
        `${what}: does not decode (a JPEG of ${bytes.length} bytes that is cut short)`,
      );
    return decodeStrictly(mended, what, prepare);
  }
  try {
    return await decodeStrictly(bytes, what, prepare);
  } catch (complaint) {
    const mended = mendedJpeg(bytes);
    if (mended === undefined) throw complaint;
    return decodeStrictly(mended, what, prepare);
  }
};

const decodeStrictly = async (
  bytes: Uint8Array,
  what: string,
  prepare: (image: Sharp) => Sharp,
): Promise<Pixels> => {
  try {
    const image = imageLibrary()(bytes, { failOn: "warning", limitInputPixels: maxPixels });
    const { data, info } = await prepare(image)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return pixelsOf(data, info, what);
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    throw new SpatialRewardError("image.corrupt", `${what}: does not decode (${reasonOf(cause)})`, {
      cause,
    });
  }
};

/** The library repeats a complaint, once for each reader that meets it. */
const reasonOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split("\n")[0] ?? "";

const pixelsOf = (
  data: Uint8Array,
  { width, height, channels }: Size & { readonly channels: number },
  what: string,
): Pixels => {
  if (channels !== 1 && channels !== 3)
    throw new SpatialRewardError("image.encoding", `${what}: an image of ${channels} channels`);
  return { width, height, channels, data };
};
