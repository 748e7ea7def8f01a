import type { Failure, Frame, Stamp } from "../core/index.js";
import type {
  CameraInfo,
  DepthPicture,
  MessageHeader,
  Picture,
  StampedTransform,
} from "../messages/index.js";

/** A message of one of the sources that a camera's frames are put together from. */
export type SceneMessage =
  | ImageMessage
  | { readonly kind: "camera info"; readonly logTime: Stamp; readonly info: CameraInfo }
  | DepthMessage
  /** Of the camera that the depth images are of. */
  | { readonly kind: "depth camera info"; readonly logTime: Stamp; readonly info: CameraInfo }
  | TransformsMessage
  /** The next frame starts an episode. */
  | { readonly kind: "reset"; readonly logTime: Stamp }
  /** One that can't be read, and is no image. */
  | {
      readonly kind: "unreadable";
      readonly logTime: Stamp;
      readonly topic: string;
      readonly failure: Failure;
    };

export interface ImageMessage {
  readonly kind: "image";
  readonly logTime: Stamp;
  /** Undefined where the message is too broken to have one. */
  readonly header?: MessageHeader;
  /**
   * Looks at the message's bytes: they must stay as they are until its frame has been looked at.
   * @throws SpatialRewardError image.*, message.malformed
   */
  readonly picture: () => Picture;
  /** Where the bytes don't stay by themselves: what holds the message beyond the call that it came with must call it. */
  readonly keep?: () => void;
}

export interface DepthMessage {
  readonly kind: "depth";
  readonly logTime: Stamp;
  readonly header: MessageHeader;
  /** Of the message: how much is held with it. */
  readonly bytes: number;
  /** As an image's `picture`. */
  readonly depth: () => DepthPicture;
}

export interface TransformsMessage {
  readonly kind: "transforms";
  readonly logTime: Stamp;
  readonly transforms: readonly StampedTransform[];
  /** They count for all times (/tf_static). */
  readonly fixed: boolean;
}

/** A message of the camera's topic: a frame with all that was known at its time, or why it is none. */
export interface SceneFrame {
  /** Among the messages of the topic, from 0. */
  readonly index: number;
  readonly logTime: Stamp;
  /** The image's, as far as it is believed; else by the log times. */
  readonly stamp: Stamp;
  readonly frameId: string;
  readonly startsEpisode: boolean;
  readonly content: Frame | Failure;
}

export const isFrame = (content: Frame | Failure): content is Frame => "rgb" in content;
