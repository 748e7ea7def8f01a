import { failureOf } from "../core/index.js";
import {
  cameraInfoReader,
  type DepthReader,
  depthReader,
  pictureReader,
  type TopicSchema,
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
import type { DepthSink } from "./depth-camera.js";
import { createDueTimer } from "./due-timer.js";
import { once } from "./once.js";
import type { Closable, Take } from "./port.js";

/** A camera's scene on a running robot: its log times are the times of arrival. */
export interface LiveScene extends Closable, DepthSink, Pick<Scene, "reasons"> {
  readonly image: (bytes: Uint8Array) => void;
  readonly cameraInfo: Take;
  /** Stamps so far say nothing of those to come. */
  readonly restart: () => void;
  /** Something else was told that a frame may wait for. */
  readonly wake: () => void;
}

/** `depth`: the topic that depth images are asked for on, resolved, where any are. */
export const openScene = (
  image: TopicSchema,
  depth: string | undefined,
  { robot, surroundings }: CameraParts,
  onFrame: (frame: SceneFrame) => void,
): LiveScene => {
  const { isPublished } = robot;
  const scene = createScene({
    ...surroundings,
    rectified: isRectified(image.topic),
    ...(depth !== undefined && { depth: depthTopic(depth) }),
    expects: {
      cameraInfo: () => isPublished.lens(image.topic),
      transforms: isPublished.transforms,
      depth: () => depth !== undefined && isPublished.depth(depth),
      depthCameraInfo: () => depth !== undefined && isPublished.lens(depth),
    },
  });
  const pictures = pictureReader(image);
  const infosOn = once(cameraInfoReader);
  const depthsOn: (topic: TopicSchema) => DepthReader = once(depthReader);
  const timer = createDueTimer(robot, (now) => give(scene.elapse(now)));

  const give = (frames: readonly SceneFrame[]): void => {
    for (const frame of frames) onFrame(frame);
    timer.set(scene.due());
  };
  /** What can't be read is told, and left out. */
  const takeRead = ({ topic }: TopicSchema, read: () => SceneMessage): void => {
    try {
      give(scene.take(read()));
    } catch (thrown) {
      const failure = failureOf(thrown, "message.malformed");
      robot.log.debug(failure.message);
      give(scene.take({ kind: "unreadable", logTime: robot.now(), topic, failure }));
    }
  };

  return {
    reasons: scene.reasons,
    image: (bytes) => give(scene.take(imageMessage(pictures, bytes, robot.now()))),
    cameraInfo: (bytes, topic) =>
      takeRead(topic, () => ({
        kind: "camera info",
        logTime: robot.now(),
        info: infosOn(topic)(bytes),
      })),
    depth: (bytes, topic) =>
      takeRead(topic, () => depthMessage(depthsOn(topic), bytes, robot.now())),
    depthInfo: (bytes, topic) =>
      takeRead(topic, () => ({
        kind: "depth camera info",
        logTime: robot.now(),
        info: infosOn(topic)(bytes),
      })),
    restart: () => give(scene.restart()),
    wake: () => {
      const logTime = robot.now();
      give(scene.take({ kind: "transforms", logTime, transforms: [], fixed: false }));
    },
    close: timer.close,
  };
};
