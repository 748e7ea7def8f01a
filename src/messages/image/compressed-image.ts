import { type RgbImage, SpatialRewardError } from "../../core/index.js";
import { FieldReader, type MessageHeader } from "../field-reader.js";
import type { MessageEncoding } from "../message-type.js";
import { type BayerPattern, demosaic } from "./bayer.js";
import { readFormat, refuseDepth, unreadBytes } from "./compressed-format.js";
import { type CompressedHeader, formatOfBytes, readCompressedHeader } from "./compressed-header.js";
import { decodeBytes, decodePixels } from "./decode-bytes.js";
import type { ImageContent } from "./image-content.js";
import { isPlainJpeg } from "./mended-jpeg.js";
import { checkSize, swapRedAndBlue } from "./pixels.js";
import { rgbOf, type Size, shrinks } from "./resize.js";

/** A compressed image, whatever message it came in; `data` may be a view of the message. */
export interface CompressedBytes {
  /** Free text (sensor_msgs/CompressedImage, foxglove.CompressedImage). */
  readonly format: string;
  readonly data: Uint8Array;
}

/** @throws SpatialRewardError message.malformed */
export const readCompressedImage = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  what: string,
): MessageHeader & CompressedBytes => {
  const r = new FieldReader(bytes, messageEncoding, what);
  return { ...r.header(), format: r.string(), data: r.octets() };
};

/**
 * The picture in a JPEG, PNG, WebP or TIFF. The bytes say which it is, whatever `format` says; `format` tells colours'
 * order and a Bayer mosaic, and depth, which is no picture.
 * @throws SpatialRewardError image.encoding, image.size, image.corrupt
 */
export const compressedContent = (
  { format, data }: CompressedBytes,
  what: string,
): ImageContent => {
  refuseDepth(format, what);
  const codec = formatOfBytes(data);
  if (codec === undefined) throw unreadBytes(format, data, what);
  const header = readCompressedHeader(data, codec, what);
  const { width, height } = header;
  checkSize(width, height, what);
  const { mosaic, swapped } = readFormat(format);
  if (mosaic === undefined)
    return {
      width,
      height,
      ...(codec === "jpeg" && !swapped && { jpeg: () => (isPlainJpeg(data) ? data : undefined) }),
      rgb: (size) => decodeColours(data, header, what, swapped, size),
    };
  checkMosaic(header, format, what);
  return { width, height, rgb: (size) => decodeMosaic(data, mosaic, what, size) };
};

/** Copies the compressed bytes before it returns its promise. */
const decodeColours = async (
  data: Uint8Array,
  { width, height, format }: CompressedHeader,
  what: string,
  swapped: boolean,
  size: Size = { width, height },
): Promise<RgbImage> => {
  // A PNG may have alpha, which the library would multiply in before it resizes: its pixels are taken out first.
  const direct = format === "jpeg" && shrinks({ width, height }, size);
  const image = await decodeBytes(data.slice(), what, {
    size,
    resizeWhileDecoding: direct,
    turnByExif: false,
  });
  if (swapped) swapRedAndBlue(image.data);
  return image;
};

const checkMosaic = (
  { format: codec, channels }: CompressedHeader,
  format: string,
  what: string,
): void => {
  if (channels !== 1)
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: format "${format}" says a Bayer mosaic, which has one channel; the ${codec.toUpperCase()} has ${channels}`,
    );
};

/** Copies the compressed bytes before it returns its promise. */
const decodeMosaic = async (
  data: Uint8Array,
  pattern: BayerPattern,
  what: string,
  size: Size | undefined,
): Promise<RgbImage> => {
  const mosaic = await decodePixels(data.slice(), what, (image) => image.toColourspace("b-w"));
  return rgbOf(demosaic({ ...mosaic, step: mosaic.width }, pattern), size);
};
