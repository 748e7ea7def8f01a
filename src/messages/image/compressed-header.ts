import { SpatialRewardError } from "../../core/index.js";
import { jpegFrameOf } from "./jpeg-frame.js";
import { jpegSegments } from "./jpeg-segments.js";
import type { Size } from "./resize.js";
import { isTiff, readTiffHeader } from "./tiff-header.js";
import { isWebp, webpSize } from "./webp-header.js";

/** What the first bytes of a compressed image say. */
export interface CompressedHeader extends Size {
  readonly format: "jpeg" | "png" | "webp" | "tiff";
  /** As stored: 1 grey, 2 grey with alpha, 3 colours, 4 colours with alpha or CMYK. */
  readonly channels: number;
}

type Format = CompressedHeader["format"];

/** Undefined for bytes that are none of these. */
export const formatOfBytes = (bytes: Uint8Array): Format | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength >= 3 && view.getUint16(0) === 0xffd8 && view.getUint8(2) === 0xff)
    return "jpeg";
  if (view.byteLength >= 8 && view.getBigUint64(0) === 0x89504e470d0a1a0an) return "png";
  if (isWebp(view)) return "webp";
  return isTiff(view) ? "tiff" : undefined;
};

/** @throws SpatialRewardError image.corrupt for bytes that end too early, image.encoding for a TIFF of measurements */
export const readCompressedHeader = (
  bytes: Uint8Array,
  format: Format,
  what: string,
): CompressedHeader => {
  const header = readers[format](bytes, what);
  const name = format.toUpperCase();
  if (header === undefined)
    throw new SpatialRewardError(
      "image.corrupt",
      `${what}: a ${name} of ${bytes.length} bytes that ends before its size`,
    );
  if (header.width * header.height > bytes.length * mostPixelsPerByte[format])
    throw new SpatialRewardError(
      "image.corrupt",
      `${what}: a ${name} of ${header.width}×${header.height} pixels can't have only ${bytes.length} bytes`,
    );
  return { ...header, format };
};

/**
 * What the format can squeeze into a byte at most, so that nothing is allocated for a size that is merely claimed.
 * JPEG: a bit for each block of 8×8. PNG: 1032 bytes of 8 pixels each (deflate). The others know no such limit.
 */
const mostPixelsPerByte: Readonly<Record<Format, number>> = {
  jpeg: 8 * 64,
  png: 8 * 1032,
  webp: Number.POSITIVE_INFINITY,
  tiff: Number.POSITIVE_INFINITY,
};

type Header = Omit<CompressedHeader, "format">;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const jpegHeader = (bytes: Uint8Array): Header | undefined => {
  const frame = jpegFrameOf(bytes, jpegSegments(bytes));
  return frame && { width: frame.width, height: frame.height, channels: frame.components.length };
};

/** By IHDR's colour type: grey, RGB, a palette, grey with alpha, RGB with alpha. */
const pngChannels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** IHDR is always a PNG's first chunk. */
const pngHeader = (bytes: Uint8Array): Header | undefined => {
  if (bytes.length < 26) return undefined;
  const view = viewOf(bytes);
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    channels: pngChannels[view.getUint8(25)] ?? 3,
  };
};

const webpHeader = (bytes: Uint8Array): Header | undefined => {
  const size = webpSize(viewOf(bytes));
  return size && { ...size, channels: 3 };
};

const tiffHeader = (bytes: Uint8Array, what: string): Header | undefined => {
  const header = readTiffHeader(viewOf(bytes));
  if (header?.float)
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: a TIFF of floating-point numbers, which are measurements, not colours`,
    );
  return header;
};

const readers: Readonly<Record<Format, (bytes: Uint8Array, what: string) => Header | undefined>> = {
  jpeg: jpegHeader,
  png: pngHeader,
  webp: webpHeader,
  tiff: tiffHeader,
};
