import { type Intrinsics, SpatialRewardError } from "../../core/index.js";
import type { MessageHeader } from "../field-reader.js";
import { intrinsicsOfImage, type LensCalibration } from "../lens-calibration.js";
import { isCompressedImageType, isRawImageType } from "../message-type.js";
import { compressedDepth } from "./compressed-depth.js";
import { readCompressedImage } from "./compressed-image.js";
import { type DepthFormat, depthFormats } from "./depth-format.js";
import type { ImageMessage } from "./frame.js";
import { checkSize } from "./pixels.js";
import { checkRows, type RawImage, readRawImage } from "./raw-image.js";

/** Depth, whatever message it came in. */
export interface DepthContent {
  readonly width: number;
  readonly height: number;
  /** Along the optical axis, row by row; NaN where nothing was measured, ±Infinity out of range (REP-117, REP-118). */
  readonly metres: Float32Array;
}

export interface DepthImage extends MessageHeader, DepthContent {
  readonly intrinsics?: Intrinsics;
}

/**
 * The depth in a sensor_msgs/Image, or in a CompressedImage of compressed_depth_image_transport.
 * @throws SpatialRewardError image.size, image.encoding, image.corrupt, image.calibration, message.malformed,
 * message.schema (not an image)
 */
export const depthFromMessage = (message: ImageMessage): DepthImage => {
  const { topic, type, messageEncoding, bytes, calibration } = message;
  if (isRawImageType(type)) {
    const image = readRawImage(bytes, messageEncoding, topic);
    return depthImage(image, rawDepth(image, topic), calibration);
  }
  if (isCompressedImageType(type)) {
    const image = readCompressedImage(bytes, messageEncoding, topic);
    return depthImage(image, compressedDepth(image, topic), calibration);
  }
  throw new SpatialRewardError(
    "message.schema",
    `${topic}: depth must be a sensor_msgs Image or CompressedImage; is a ${type}`,
  );
};

const depthImage = (
  { stamp, frameId }: MessageHeader,
  depth: DepthContent,
  calibration: LensCalibration | undefined,
): DepthImage => {
  const intrinsics = calibration && intrinsicsOfImage(calibration, depth);
  return { stamp, frameId, ...depth, ...(intrinsics && { intrinsics }) };
};

/** @throws SpatialRewardError image.size, image.encoding */
const rawDepth = (image: RawImage, what: string): DepthContent => {
  const { width, height } = image;
  checkSize(width, height, what);
  return { width, height, metres: metresOf(image, depthFormatOf(image, what)) };
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

const metresOf = (image: RawImage, format: DepthFormat): Float32Array => {
  const { data, step, width, height, bigEndian } = image;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const metres = new Float32Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, to += 1)
      metres[to] = format.metres(view, y * step + x * format.bytes, !bigEndian);
  return metres;
};
