import { failureOf } from "../core/index.js";
import { cameraInfoReader, pictureReader } from "../messages/index.js";
import {
  createScene,
  imageMessage,
  isRectified,
  type Scene,
  type SceneFrame,
} from "../scene/index.js";
import type { CameraParts } from "./camera.js";
import { cameraInfoTopicOf, cameraInfoType, type ImageTopic } from "./camera-topics.js";
import { createDueTimer } from "./due-timer.js";
import type { Closable } from "./port.js";

/** A camera's scene on the running ROS: its log times are the times of arrival. */
export interface LiveScene extends Closable, Pick<Scene, "reasons"> {
  readonly image: (bytes: Uint8Array) => void;
  readonly cameraInfo: (bytes: Uint8Array) => void;
  /** Stamps so far say nothing of those to come. */
  readonly restart: () => void;
  /** Something else was told that a frame may wait for. */
  readonly wake: () => void;
}

const schemaOf = (topic: string, type: string) =>
  ({ topic, type, definition: "", schemaEncoding: "ros2msg", messageEncoding: "cdr" }) as const;

export const openScene = (
  image: ImageTopic,
  { node, surroundings }: CameraParts,
  onFrame: (frame: SceneFrame) => void,
): LiveScene => {
  const infoTopic = cameraInfoTopicOf(image.topic);
  const { stated, transforms, expectsTransforms } = surroundings;
  const scene = createScene({
    stated,
    ...(transforms && { transforms }),
    rectified: isRectified(image.topic),
    expects: {
      cameraInfo: () => node.publishersOf(infoTopic).length > 0,
      transforms: expectsTransforms,
    },
  });
  const pictures = pictureReader(schemaOf(image.topic, image.type));
  const readInfo = cameraInfoReader(schemaOf(infoTopic, cameraInfoType));
  const timer = createDueTimer(node, () => give(scene.elapse(node.now())));

  const give = (frames: readonly SceneFrame[]): void => {
    for (const frame of frames) onFrame(frame);
    timer.set(scene.due());
  };

  return {
    reasons: scene.reasons,
    image: (bytes) => give(scene.take(imageMessage(pictures, bytes, node.now()))),
    cameraInfo: (bytes) => {
      const logTime = node.now();
      try {
        give(scene.take({ kind: "camera info", logTime, info: readInfo(bytes) }));
      } catch (thrown) {
        const failure = failureOf(thrown, "message.malformed");
        node.log.debug(failure.message);
        give(scene.take({ kind: "unreadable", logTime, topic: infoTopic, failure }));
      }
    },
    restart: () => give(scene.restart()),
    wake: () => {
      const logTime = node.now();
      give(scene.take({ kind: "transforms", logTime, transforms: [], fixed: false }));
    },
    close: timer.close,
  };
};
