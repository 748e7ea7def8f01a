import { type Intrinsics, SpatialRewardError } from "../../core/index.js";
import type { MessageHeader } from "../field-reader.js";
import { intrinsicsOfImage } from "../lens-calibration.js";
import { isRawImageType } from "../message-type.js";
import type { ImageMessage } from "./frame.js";
import { checkRows, type RawImage, readRawImage } from "./raw-image.js";

/** Metres along the optical axis, row by row; NaN where nothing was measured, ±Infinity out of range (REP-117, REP-118). */
export interface DepthImage extends MessageHeader {
  readonly width: number;
  readonly height: number;
  readonly metres: Float32Array;
  readonly intrinsics?: Intrinsics;
}

const metresPerMillimetre = 0.001;

interface DepthFormat {
  readonly bytes: number;
  metres(view: DataView, at: number, littleEndian: boolean): number;
}

const millimetres: DepthFormat = {
  bytes: 2,
  metres: (view, at, littleEndian) => {
    const value = view.getUint16(at, littleEndian);
    return value === 0 ? Number.NaN : value * metresPerMillimetre;
  },
};

const formats: Readonly<Record<string, DepthFormat>> = {
  "32FC1": {
    bytes: 4,
    metres: (view, at, littleEndian) => {
      const value = view.getFloat32(at, littleEndian);
      return value > 0 || value === Number.NEGATIVE_INFINITY ? value : Number.NaN;
    },
  },
  "16UC1": millimetres,
  mono16: millimetres,
};

/** @throws SpatialRewardError image.size, image.encoding, image.calibration, message.malformed, message.schema (not an Image) */
export const depthFromMessage = (message: ImageMessage): DepthImage => {
  const { topic, type, calibration } = message;
  if (!isRawImageType(type))
    throw new SpatialRewardError(
      "message.schema",
      `${topic}: depth must be a sensor_msgs Image; is a ${type}`,
    );
  const image = readRawImage(message.bytes, message.messageEncoding, topic);
  const { stamp, frameId, width, height } = image;
  const metres = metresOf(image, depthFormatOf(image, topic));
  const intrinsics = calibration && intrinsicsOfImage(calibration, image);
  return { stamp, frameId, width, height, metres, ...(intrinsics && { intrinsics }) };
};

const depthFormatOf = (image: RawImage, topic: string): DepthFormat => {
  const format = Object.hasOwn(formats, image.encoding) ? formats[image.encoding] : undefined;
  if (format === undefined)
    throw new SpatialRewardError(
      "image.encoding",
      `${topic}: depth encoding must be one of ${Object.keys(formats).join(", ")}; got "${image.encoding}"`,
    );
  checkRows(image, image.width * format.bytes, image.height, topic);
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
