import { failureOf } from "../core/index.js";
import {
  cameraInfoReader,
  type DepthReader,
  depthReader,
  pictureReader,
} from "../messages/index.js";
import {
  createScene,
  depthMessage,
  depthTopic,
  imageMessage,
  isRectified,
  type Scene,
  type SceneFrame,
  type SceneMessage,
} from "../scene/index.js";
import type { CameraParts } from "./camera.js";
import {
  cameraInfoTopicOf,
  cameraInfoType,
  depthTopicsOf,
  type ImageTopic,
} from "./camera-topics.js";
import type { DepthSink } from "./depth-camera.js";
import { createDueTimer } from "./due-timer.js";
import type { Closable } from "./port.js";

/** A camera's scene on the running ROS: its log times are the times of arrival. */
export interface LiveScene extends Closable, DepthSink, Pick<Scene, "reasons"> {
  readonly image: (bytes: Uint8Array) => void;
  readonly cameraInfo: (bytes: Uint8Array) => void;
  /** Stamps so far say nothing of those to come. */
  readonly restart: () => void;
  /** Something else was told that a frame may wait for. */
  readonly wake: () => void;
}

const schemaOf = (topic: string, type: string) =>
  ({ topic, type, definition: "", schemaEncoding: "ros2msg", messageEncoding: "cdr" }) as const;

/** `depth`: the topic that depth images are asked for on, resolved, where any are. */
export const openScene = (
  image: ImageTopic,
  depth: string | undefined,
  { node, surroundings, isPublished }: CameraParts,
  onFrame: (frame: SceneFrame) => void,
): LiveScene => {
  const infoTopic = cameraInfoTopicOf(image.topic);
  const { expectsTransforms, ...known } = surroundings;
  const scene = createScene({
    ...known,
    rectified: isRectified(image.topic),
    ...(depth !== undefined && { depth: depthTopic(depth) }),
    expects: {
      cameraInfo: () => isPublished(infoTopic),
      transforms: expectsTransforms,
      depth: () => depth !== undefined && depthTopicsOf(depth).some(isPublished),
      depthCameraInfo: () => depth !== undefined && isPublished(cameraInfoTopicOf(depth)),
    },
  });
  const pictures = pictureReader(schemaOf(image.topic, image.type));
  const readInfo = cameraInfoReader(schemaOf(infoTopic, cameraInfoType));
  const depths = new Map<string, DepthReader>();
  const timer = createDueTimer(node, (now) => give(scene.elapse(now)));

  const give = (frames: readonly SceneFrame[]): void => {
    for (const frame of frames) onFrame(frame);
    timer.set(scene.due());
  };
  /** What can't be read is told, and left out. */
  const takeRead = (topic: string, read: () => SceneMessage): void => {
    try {
      give(scene.take(read()));
    } catch (thrown) {
      const failure = failureOf(thrown, "message.malformed");
      node.log.debug(failure.message);
      give(scene.take({ kind: "unreadable", logTime: node.now(), topic, failure }));
    }
  };
  const depthsOn = ({ topic, type }: ImageTopic): DepthReader => {
    const reader = depths.get(topic) ?? depthReader(schemaOf(topic, type));
    depths.set(topic, reader);
    return reader;
  };

  return {
    reasons: scene.reasons,
    image: (bytes) => give(scene.take(imageMessage(pictures, bytes, node.now()))),
    cameraInfo: (bytes) =>
      takeRead(infoTopic, () => ({
        kind: "camera info",
        logTime: node.now(),
        info: readInfo(bytes),
      })),
    depth: (topic, bytes) =>
      takeRead(topic.topic, () => depthMessage(depthsOn(topic), bytes, node.now())),
    depthInfo: (topic, bytes) =>
      takeRead(topic, () => ({
        kind: "depth camera info",
        logTime: node.now(),
        info: readInfo(bytes),
      })),
    restart: () => give(scene.restart()),
    wake: () => {
      const logTime = node.now();
      give(scene.take({ kind: "transforms", logTime, transforms: [], fixed: false }));
    },
    close: timer.close,
  };
};
