import {
  assumedFovDegrees,
  type Frame,
  failureOf,
  intrinsicsFromFov,
  SpatialRewardError,
} from "../../core/index.js";
import type { MessageHeader } from "../field-reader.js";
import { intrinsicsOfImage, type LensCalibration } from "../lens-calibration.js";
import { isCompressedImageType, isRawImageType, type MessageEncoding } from "../message-type.js";
import { compressedContent, readCompressedImage } from "./compressed-image.js";
import { type ImageContent, rawContent } from "./image-content.js";
import { readRawImage } from "./raw-image.js";
import { checkTarget, type Size } from "./resize.js";

export interface ImageMessage {
  readonly topic: string;
  readonly type: string;
  readonly messageEncoding: MessageEncoding;
  /** Not copied: they must stay as they are until `rgb()` has been called (not: settled), or be a copy. */
  readonly bytes: Uint8Array;
  /** Without one, or with one that doesn't fit, a field of view of 60° is assumed and the frame says so. */
  readonly calibration?: LensCalibration;
}

/** What a message of a camera shows; of the lens it was seen through, other messages tell. */
export type Picture = Pick<
  Frame,
  "stamp" | "camera" | "frameId" | "width" | "height" | "rgb" | "jpeg"
>;

/**
 * The picture in a sensor_msgs/Image or CompressedImage. Its header is read and checked at once, its pixels when
 * `rgb()` asks for them.
 * @throws SpatialRewardError image.size, image.encoding, image.corrupt, message.malformed, message.schema (not an image)
 */
export const pictureFromMessage = (message: Omit<ImageMessage, "calibration">): Picture => {
  const { topic, type, messageEncoding, bytes } = message;
  if (isRawImageType(type)) {
    const image = readRawImage(bytes, messageEncoding, topic);
    return pictureOf(topic, image, rawContent(image, topic));
  }
  if (isCompressedImageType(type)) {
    const image = readCompressedImage(bytes, messageEncoding, topic);
    return pictureOf(topic, image, compressedContent(image, topic));
  }
  throw new SpatialRewardError(
    "message.schema",
    `${topic}: must be a sensor_msgs Image or CompressedImage; is a ${type}`,
  );
};

/** The picture with its lens. @throws as pictureFromMessage */
export const frameFromMessage = ({ calibration, ...message }: ImageMessage): Frame => {
  const picture = pictureFromMessage(message);
  return { ...picture, ...lensOf(calibration, picture) };
};

type Lens = Pick<Frame, "intrinsics" | "intrinsicsSource" | "lensFailure">;

const assumedLens = ({ width, height }: Size): Lens => ({
  intrinsics: intrinsicsFromFov(width, height, assumedFovDegrees),
  intrinsicsSource: "assumed",
});

const lensOf = (calibration: LensCalibration | undefined, image: Size): Lens => {
  if (calibration === undefined) return assumedLens(image);
  try {
    return { intrinsics: intrinsicsOfImage(calibration, image), intrinsicsSource: "camera_info" };
  } catch (thrown) {
    return { ...assumedLens(image), lensFailure: failureOf(thrown, "image.calibration") };
  }
};

/** What is seen, and when and where: how a picture comes of any message's content. */
export const pictureOf = (
  camera: string,
  { stamp, frameId }: MessageHeader,
  { width, height, rgb, jpeg }: ImageContent,
): Picture => ({
  stamp,
  camera,
  frameId,
  width,
  height,
  ...(jpeg && { jpeg }),
  rgb: async (size) => {
    if (size !== undefined) checkTarget(size);
    return rgb(size);
  },
});

/** A field of view that the user states counts before anything a CameraInfo says. */
export const withFov = (frame: Frame, fovDegrees: number | undefined): Frame => {
  if (fovDegrees === undefined) return frame;
  const { lensFailure: _, ...seen } = frame;
  return {
    ...seen,
    intrinsics: intrinsicsFromFov(frame.width, frame.height, fovDegrees),
    intrinsicsSource: "fov",
  };
};
