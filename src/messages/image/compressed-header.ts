import { SpatialRewardError } from "../../core/index.js";
import type { Size } from "./resize.js";

/** What the first bytes of a compressed image say. */
export interface CompressedHeader extends Size {
  readonly format: "jpeg" | "png";
}

/** @throws SpatialRewardError image.corrupt for bytes that are neither a JPEG nor a PNG, or that end too early */
export const readCompressedHeader = (bytes: Uint8Array, what: string): CompressedHeader => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = formatOf(view);
  if (format === undefined)
    throw new SpatialRewardError(
      "image.corrupt",
      `${what}: ${bytes.length} bytes that are neither a JPEG nor a PNG`,
    );
  const size = format === "png" ? pngSize(view) : jpegSize(view);
  if (size === undefined)
    throw new SpatialRewardError(
      "image.corrupt",
      `${what}: a ${format.toUpperCase()} of ${bytes.length} bytes that ends before its size`,
    );
  return { format, ...size };
};

const formatOf = (view: DataView): CompressedHeader["format"] | undefined => {
  if (view.byteLength >= 3 && view.getUint16(0) === 0xffd8 && view.getUint8(2) === 0xff)
    return "jpeg";
  if (view.byteLength >= 8 && view.getBigUint64(0) === 0x89504e470d0a1a0an) return "png";
  return undefined;
};

/** IHDR is always a PNG's first chunk. */
const pngSize = (view: DataView): Size | undefined =>
  view.byteLength < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) };

/** Start of frame, of whichever process (baseline, progressive…). */
const startsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const jpegSize = (view: DataView): Size | undefined => {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (startsFrame(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const fill = marker === 0xff;
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    at += fill ? 1 : alone ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
};
