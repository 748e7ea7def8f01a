import { SpatialRewardError } from "../../core/index.js";
import { formatOfBytes } from "./compressed-header.js";
import type { CompressedBytes } from "./compressed-image.js";
import { deepGreySize, readDeepGrey } from "./deep-png.js";
import { type DepthContent, decodedDepth } from "./depth.js";
import { metresOfMillimetres } from "./depth-format.js";
import { checkSize } from "./pixels.js";
import type { Size } from "./resize.js";
import { decodeRvl } from "./rvl.js";

/** Before what compressed_depth_image_transport compressed: an enum, which says nothing, and two floats. */
const packedHeaderBytes = 12;
const rvlHeaderBytes = 8;
/** Zeros alone compress without a bound; past this size an image of RVL must have bytes to show for it. */
const unprovenPixels = 4_000_000;
const mostPixelsPerByte = 5;

/**
 * The depth in a CompressedImage: "16UC1; compressedDepth png", "32FC1; compressedDepth rvl", or a bare PNG of
 * millimetres ("16UC1; png compressed ").
 * @throws SpatialRewardError image.encoding, image.corrupt, image.size
 */
export const compressedDepth = ({ format, data }: CompressedBytes, what: string): DepthContent => {
  const encoding = /^\s*(32FC1|16UC1|mono16)\b/i.exec(format)?.[1]?.toLowerCase();
  const bare = formatOfBytes(data) === "png";
  const refuse = (reason: string): never => {
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: depth must be a PNG of 16-bit grey or RVL, with a format that begins with 16UC1 or 32FC1; ${reason}`,
    );
  };
  if (bare && encoding === "32fc1") return refuse(`got "${format}" without its quantisation`);
  if (!bare && encoding === undefined) return refuse(`got "${format}"`);
  const packed = bare ? pngOf(data, what) : unpacked(format, data, what);
  const toMetres = encoding === "32fc1" ? dequantisation(data, what) : metresOfMillimetres;
  return decodedDepth(packed, () => metresOf(packed.values(), toMetres));
};

/**
 * The depth in a PNG of 16-bit grey, by what its values mean.
 * @throws SpatialRewardError image.corrupt, image.size
 */
export const pngDepth = (
  bytes: Uint8Array,
  what: string,
  toMetres: (value: number) => number,
): DepthContent => {
  const png = pngOf(bytes, what);
  return decodedDepth(png, () => metresOf(png.values(), toMetres));
};

/** Its size is known from its first bytes. */
interface Packed extends Size {
  readonly values: () => Uint16Array;
}

const corrupt = (what: string, reason: string): SpatialRewardError =>
  new SpatialRewardError("image.corrupt", `${what}: compressed depth ${reason}`);

const unpacked = (format: string, data: Uint8Array, what: string): Packed => {
  const body = data.subarray(packedHeaderBytes);
  if (formatOfBytes(body) === "png") return pngOf(body, what);
  if (/\brvl\b/i.test(format)) return rvlOf(body, what);
  throw corrupt(what, `of ${data.length} bytes is no PNG after its header`);
};

const pngOf = (bytes: Uint8Array, what: string): Packed => {
  const size = deepGreySize(bytes);
  const broken = (): SpatialRewardError => corrupt(what, "is cut short, or no PNG of 16-bit grey");
  if (size === undefined) throw broken();
  checkSize(size.width, size.height, what);
  const values = (): Uint16Array => {
    const image = readDeepGrey(bytes);
    if (image === undefined) throw broken();
    return image.values;
  };
  return { ...size, values };
};

const rvlOf = (body: Uint8Array, what: string): Packed => {
  if (body.length < rvlHeaderBytes) throw corrupt(what, "ends before its size");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height] = [view.getUint32(0, true), view.getUint32(4, true)];
  checkSize(width, height, what);
  const pixels = width * height;
  if (pixels > Math.max(unprovenPixels, body.length * mostPixelsPerByte))
    throw corrupt(what, `of ${width}×${height} pixels can't have only ${body.length} bytes`);
  const values = (): Uint16Array => {
    const decoded = decodeRvl(body.subarray(rvlHeaderBytes), pixels);
    if (decoded === undefined) throw corrupt(what, "is cut short or damaged (RVL)");
    return decoded;
  };
  return { width, height, values };
};

const metresOf = (values: Uint16Array, toMetres: (value: number) => number): Float32Array => {
  const metres = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 1) metres[at] = toMetres(values[at] ?? 0);
  return metres;
};

/** Values count inverse depth: 0 is unknown, others are a / (value − b), with a and b from the header. */
const dequantisation = (data: Uint8Array, what: string): ((value: number) => number) => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [a, b] = [view.getFloat32(4, true), view.getFloat32(8, true)];
  if (!(Number.isFinite(a) && Number.isFinite(b) && a > 0))
    throw corrupt(
      what,
      `has a quantisation of ${a} and ${b}; must be finite, the first one positive`,
    );
  return (value) => (value === 0 || value <= b ? Number.NaN : a / (value - b));
};
