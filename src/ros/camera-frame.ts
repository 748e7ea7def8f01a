import {
  type Failure,
  type Frame,
  failureOf,
  SpatialRewardError,
  upOfPitch,
  type Vec3,
} from "../core/index.js";
import {
  frameFromMessage,
  headerOf,
  type LensCalibration,
  type MessageHeader,
  withFov,
} from "../messages/index.js";
import type { ImageTopic } from "./camera-topics.js";

/** A frame, or, with `failure`, a message of a camera that has a header and no picture. */
export type SeenFrame = Frame & { readonly failure?: Failure };

/** What is known of a camera when a frame of it comes. */
export interface Lens {
  /** From the newest calibrated CameraInfo. */
  readonly calibration?: LensCalibration;
  /** Degrees that the user states; counts before CameraInfo. */
  readonly fov?: number;
  readonly pitch?: number;
  /** Against gravity, by a frame's name, as far as TF tells. */
  readonly upIn: (frameId: string) => Vec3 | undefined;
}

const headerIn = (bytes: Uint8Array, image: ImageTopic): MessageHeader | undefined => {
  try {
    return headerOf(bytes, "cdr", image.type);
  } catch (thrown) {
    if (thrown instanceof SpatialRewardError) return undefined;
    throw thrown;
  }
};

const unreadable = (camera: string, header: MessageHeader, failure: Failure): SeenFrame => ({
  ...header,
  camera,
  width: 0,
  height: 0,
  failure,
  rgb: () => Promise.reject(new SpatialRewardError(failure.code, failure.message)),
});

const readable = (bytes: Uint8Array, camera: string, image: ImageTopic, lens: Lens): Frame => {
  const { calibration, fov, pitch, upIn } = lens;
  const message = { topic: image.topic, type: image.type, messageEncoding: "cdr" as const, bytes };
  const frame = withFov(frameFromMessage({ ...message, ...(calibration && { calibration }) }), fov);
  const up = upIn(frame.frameId) ?? (pitch === undefined ? undefined : upOfPitch(pitch));
  return { ...frame, camera, ...(up && { up }) };
};

/**
 * The frame in a camera's message, decoded as `label` decodes it. One that can't be read is counted and gets an
 * invalid row, like any other; undefined when it has not even a header.
 */
export const cameraFrame = (
  bytes: Uint8Array,
  camera: string,
  image: ImageTopic,
  lens: Lens,
): SeenFrame | undefined => {
  try {
    return readable(bytes, camera, image, lens);
  } catch (thrown) {
    const header = headerIn(bytes, image);
    return header && unreadable(camera, header, failureOf(thrown, "message.malformed"));
  }
};
