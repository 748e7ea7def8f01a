import { type Observable, Subject } from "rxjs";
import type { Reason, Seconds } from "../core/index.js";
import type { TopicSchema } from "../messages/index.js";
import type { SceneFrame, SceneSettings } from "../scene/index.js";
import { cameraFrame, type SeenFrame } from "./camera-frame.js";
import { type DepthCamera, type DepthCondition, openDepth } from "./depth-camera.js";
import type { Guard } from "./guard.js";
import { type LiveScene, openScene } from "./live-scene.js";
import { createMeter, type Meter } from "./meter.js";
import type { Closable, Robot, Subscription } from "./port.js";
import { createTopicChoice } from "./topic-choice.js";
import type { WantedCamera } from "./wanted-cameras.js";

/** A camera that is listened to. */
export interface Camera extends Closable {
  /** As it was asked for, resolved. */
  readonly name: string;
  /** As it was asked for: none where it needs another one. */
  isFor(wanted: WantedCamera): boolean;
  readonly frames: Observable<SeenFrame>;
  readonly meter: Meter;
  newest(): SeenFrame | undefined;
  /** Looks again whether somebody publishes what is waited for. */
  poll(): void;
  /** What was skipped, assumed or not believed so far, and how often. */
  reasons(): readonly Reason[];
  /** An episode was begun: its stamps need not go on from those before. */
  restart(): void;
  /** TF has told more: a frame may have waited for it. */
  wake(): void;
  /** Somebody publishes what is listened to. */
  hasPublisher(): boolean;
  /** How many publish what is listened to. */
  publishers(): number;
  /** Why no frame arrives. */
  silence(): string;
  /** Of its depth images, where it is to have any. */
  depth(): DepthCondition | undefined;
  /** For how long it has been listened or waited for. */
  open(): Seconds;
}

export interface CameraParts {
  readonly robot: Robot;
  readonly guard: Guard;
  /** What is known of every camera at the moment. */
  readonly surroundings: Pick<
    SceneSettings,
    "stated" | "transforms" | "gripper" | "unannouncedLens"
  >;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
}

interface Listening {
  readonly image: TopicSchema;
  readonly scene: LiveScene;
  readonly depth?: DepthCamera;
  readonly subscriptions: readonly [Subscription, ...Closable[]];
}

/** Listens to one camera, to its CameraInfo where there is one, and to its depth images where they are asked for. */
export const openCamera = (wanted: WantedCamera, parts: CameraParts): Camera => {
  const { robot, guard, clock } = parts;
  const resolved = ({ image, depth }: WantedCamera): WantedCamera => ({
    image: robot.resolve(image),
    ...(depth !== undefined && { depth: robot.resolve(depth) }),
  });
  const { image: name, depth: depthName } = resolved(wanted);
  const frames = new Subject<SeenFrame>();
  const meter = createMeter(clock);
  let newest: SeenFrame | undefined;
  let listening: Listening | undefined;
  const opened = clock();
  const choice = createTopicChoice(() => robot.images(name), clock);

  const give = (frame: SceneFrame): void => {
    const seen = cameraFrame(name, frame);
    if (seen.failure === undefined) {
      newest = seen;
      meter.took(seen.stamp);
    }
    if (frames.observed) frames.next(seen);
    else meter.dropped();
  };

  const listen = (image: TopicSchema): Listening => {
    robot.log.info(`camera ${name}: listening to ${image.topic} (${image.type})`);
    const scene = openScene(image, depthName, parts, guard(`a frame of ${name}`, give));
    const takeImage = guard(`a frame of ${name}`, (bytes: Uint8Array) => {
      meter.received();
      choice.heard();
      scene.image(bytes);
    });
    const takeInfo = guard(`CameraInfo of ${name}`, scene.cameraInfo);
    return {
      image,
      scene,
      ...(depthName !== undefined && { depth: openDepth(depthName, parts, scene) }),
      subscriptions: [
        robot.subscribe(image, takeImage),
        robot.subscribeLens(image.topic, takeInfo),
      ],
    };
  };

  const stop = (): void => {
    listening?.scene.close();
    listening?.depth?.close();
    for (const subscription of listening?.subscriptions ?? []) subscription.close();
  };

  const camera: Camera = {
    name,
    isFor: (other) => {
      const { image, depth } = resolved(other);
      return image === name && depth === depthName;
    },
    frames,
    meter,
    newest: () => newest,
    open: () => clock() - opened,
    poll: () => {
      const image = choice.next();
      if (image === undefined) return listening?.depth?.poll();
      stop();
      listening = listen(image);
    },
    depth: () => {
      if (depthName === undefined || listening?.depth) return listening?.depth?.condition();
      return {
        topic: depthName,
        received: 0,
        age: clock() - opened,
        silence: () => "it is listened to when the camera is",
      };
    },
    reasons: () => listening?.scene.reasons() ?? [],
    restart: () => listening?.scene.restart(),
    wake: () => listening?.scene.wake(),
    hasPublisher: () => listening !== undefined && robot.isPublished.image(listening.image.topic),
    publishers: () => robot.publishers(listening?.image.topic ?? name),
    silence: () => listening?.subscriptions[0].silence(name) ?? robot.silence(name),
    close: () => {
      stop();
      frames.complete();
    },
  };
  camera.poll();
  return camera;
};
