import { type PixelBox, SpatialRewardError } from "../../core/index.js";
import type { MessageHeader } from "../field-reader.js";
import { type DepthFormat, depthFormats } from "./depth-format.js";
import { checkSize } from "./pixels.js";
import { checkRows, type RawImage } from "./raw-image.js";

/** Depth, whatever message it came in. Its size is known at once, its numbers when they are asked for. */
export interface DepthContent {
  readonly width: number;
  readonly height: number;
  /**
   * Along the optical axis, row by row; NaN where nothing was measured, ±Infinity out of range (REP-117, REP-118).
   * The box has whole numbers and lies within the image. Looks at the message's bytes each time, or decodes them the
   * first time.
   * @throws SpatialRewardError image.corrupt
   */
  readonly metresIn: (box: PixelBox) => Float32Array;
}

/** A message of a depth camera. */
export interface DepthPicture extends MessageHeader, DepthContent {}

/** All of it. @throws SpatialRewardError image.corrupt */
export const wholeDepth = ({ width, height, metresIn }: DepthContent): Float32Array =>
  metresIn({ left: 0, top: 0, right: width, bottom: height });

/**
 * The depth in an uncompressed image.
 * @throws SpatialRewardError image.size, image.encoding
 */
export const rawDepth = (image: RawImage, what: string): DepthContent => {
  const { width, height } = image;
  checkSize(width, height, what);
  const format = depthFormatOf(image, what);
  return { width, height, metresIn: (box) => metresIn(image, format, box) };
};

const depthFormatOf = (image: RawImage, what: string): DepthFormat => {
  const { encoding } = image;
  const format = Object.hasOwn(depthFormats, encoding) ? depthFormats[encoding] : undefined;
  if (format === undefined)
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: depth encoding must be one of ${Object.keys(depthFormats).join(", ")}; got "${encoding}"`,
    );
  checkRows(image, image.width * format.bytes, image.height, what);
  return format;
};

const metresIn = (
  { data, step, bigEndian }: RawImage,
  { bytes, read }: DepthFormat,
  { left, top, right, bottom }: PixelBox,
): Float32Array => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const width = right - left;
  const metres = new Float32Array(width * (bottom - top));
  for (let y = top, to = 0; y < bottom; y++, to += width)
    read(view, y * step + left * bytes, !bigEndian, metres.subarray(to, to + width));
  return metres;
};

/** Of an image that has to be decoded as a whole: once, when it is first asked for. */
export const decodedDepth = (
  { width, height }: Pick<DepthContent, "width" | "height">,
  decode: () => Float32Array,
): DepthContent => {
  let decoded: Float32Array | undefined;
  return {
    width,
    height,
    metresIn: ({ left, top, right, bottom }) => {
      decoded ??= decode();
      if (left === 0 && right === width) return decoded.subarray(top * width, bottom * width);
      const columns = right - left;
      const metres = new Float32Array(columns * (bottom - top));
      for (let y = top, to = 0; y < bottom; y++, to += columns)
        metres.set(decoded.subarray(y * width + left, y * width + right), to);
      return metres;
    },
  };
};
