import {
  assumedFovDegrees,
  type Frame,
  type Intrinsics,
  type IntrinsicsSource,
  intrinsicsFromFov,
  SpatialRewardError,
} from "../../core/index.js";
import type { MessageHeader } from "../field-reader.js";
import { isCompressedImageType, isRawImageType, type MessageEncoding } from "../message-type.js";
import { decodeCompressed, readCompressedImage } from "./compressed-image.js";
import { pixelFormatOf } from "./pixel-format.js";
import { readRawImage } from "./raw-image.js";
import { checkTarget, rgbOf, type Size } from "./resize.js";

export interface ImageMessage {
  readonly topic: string;
  readonly type: string;
  readonly messageEncoding: MessageEncoding;
  /** Not copied: they must stay as they are until `rgb()` has been called (not: settled), or be a copy. */
  readonly bytes: Uint8Array;
  /** Of this image; without, a field of view of 60° is assumed and the frame says so. */
  readonly intrinsics?: Intrinsics;
  /** camera_info when not said. */
  readonly intrinsicsSource?: IntrinsicsSource;
}

/**
 * The frame in a sensor_msgs/Image or CompressedImage. Its header is read and checked at once, its pixels when
 * `rgb()` asks for them.
 * @throws SpatialRewardError image.size, image.encoding, image.corrupt, message.malformed, message.schema (not an image)
 */
export const frameFromMessage = (message: ImageMessage): Frame => {
  if (isRawImageType(message.type)) return rawFrame(message);
  if (isCompressedImageType(message.type)) return compressedFrame(message);
  throw new SpatialRewardError(
    "message.schema",
    `${message.topic}: must be a sensor_msgs Image or CompressedImage; is a ${message.type}`,
  );
};

const rawFrame = (message: ImageMessage): Frame => {
  const image = readRawImage(message.bytes, message.messageEncoding, message.topic);
  const format = pixelFormatOf(image, message.topic);
  return frameOf(message, image, (size) => rgbOf(format.pixels(image), size));
};

const compressedFrame = (message: ImageMessage): Frame => {
  const image = readCompressedImage(message.bytes, message.messageEncoding, message.topic);
  return frameOf(message, image, (size) => decodeCompressed(image, message.topic, size));
};

const frameOf = (
  { topic, intrinsics, intrinsicsSource = "camera_info" }: ImageMessage,
  { stamp, frameId, width, height }: MessageHeader & Size,
  decode: (size?: Size) => ReturnType<Frame["rgb"]>,
): Frame => ({
  stamp,
  camera: topic,
  frameId,
  width,
  height,
  intrinsics: intrinsics ?? intrinsicsFromFov(width, height, assumedFovDegrees),
  intrinsicsSource: intrinsics === undefined ? "assumed" : intrinsicsSource,
  rgb: async (size) => {
    if (size !== undefined) checkTarget(size);
    return decode(size);
  },
});

/** A field of view that the user states counts before anything a CameraInfo says. */
export const withFov = (frame: Frame, fovDegrees: number | undefined): Frame =>
  fovDegrees === undefined
    ? frame
    : {
        ...frame,
        intrinsics: intrinsicsFromFov(frame.width, frame.height, fovDegrees),
        intrinsicsSource: "fov",
      };
