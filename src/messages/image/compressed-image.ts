import { type RgbImage, SpatialRewardError } from "../../core/index.js";
import { FieldReader, type MessageHeader } from "../field-reader.js";
import type { MessageEncoding } from "../message-type.js";
import { type CompressedHeader, readCompressedHeader } from "./compressed-header.js";
import { imageLibrary } from "./image-library.js";
import { checkSize, maxPixels, type Pixels } from "./pixels.js";
import { rgbOf, type Size, shrinks } from "./resize.js";

/** A sensor_msgs/CompressedImage as it lies in its message; `data` is a view of the message. */
export interface CompressedImage extends MessageHeader, CompressedHeader {
  readonly data: Uint8Array;
}

/** @throws SpatialRewardError message.malformed, image.encoding, image.size, image.corrupt */
export const readCompressedImage = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  what: string,
): CompressedImage => {
  const r = new FieldReader(bytes, messageEncoding, what);
  const header = r.header();
  checkFormat(r.string(), what);
  const data = r.octets();
  const compressed = readCompressedHeader(data, what);
  checkSize(compressed.width, compressed.height, what);
  return { ...header, ...compressed, data };
};

/**
 * `format` is free text: "jpeg", "rgb8; jpeg compressed bgr8". The bytes say for themselves whether they are a JPEG
 * or a PNG; the text is needed to tell a picture from packed depth, and to name a codec that is not read.
 */
const checkFormat = (format: string, what: string): void => {
  const refuse = (reason: string): never => {
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: compressed format must be jpeg or png; got "${format}"${reason}`,
    );
  };
  if (/compressedDepth|^\s*(16UC1|32FC1)\b/i.test(format)) refuse(", which is depth, not colour");
  if (format.trim() !== "" && !/jpe?g|png/i.test(format)) refuse("");
};

/** Copies the compressed bytes before it returns its promise. @throws SpatialRewardError image.corrupt */
export const decodeCompressed = (
  { width, height, format, data }: CompressedImage,
  what: string,
  size: Size = { width, height },
): Promise<RgbImage> => {
  // A PNG may have alpha, which the library would multiply in before it resizes: its pixels are taken out first.
  const direct = format === "jpeg" && shrinks({ width, height }, size);
  return decodeBytes(data.slice(), what, {
    size,
    resizeWhileDecoding: direct,
    turnByExif: false,
  });
};

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
  try {
    let image = imageLibrary()(bytes, { failOn: "warning", limitInputPixels: maxPixels });
    if (turnByExif) image = image.autoOrient();
    if (resizeWhileDecoding)
      // fastShrinkOnLoad would save 15 % and triple the difference from the filter that the model was trained with.
      image = image.resize(size.width, size.height, {
        kernel: "linear",
        fit: "fill",
        fastShrinkOnLoad: false,
      });
    const { data, info } = await image
      .toColourspace("srgb")
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return await rgbOf(pixelsOf(data, info, what), size);
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError("image.corrupt", `${what}: does not decode (${reason})`, {
      cause,
    });
  }
};

const pixelsOf = (
  data: Uint8Array,
  { width, height, channels }: Size & { readonly channels: number },
  what: string,
): Pixels => {
  if (channels !== 1 && channels !== 3)
    throw new SpatialRewardError("image.encoding", `${what}: an image of ${channels} channels`);
  return { width, height, channels, data };
};
