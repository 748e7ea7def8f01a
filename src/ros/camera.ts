import { type Observable, Subject } from "rxjs";
import type { Reason, Seconds } from "../core/index.js";
import type { SceneFrame, SceneSettings } from "../scene/index.js";
import { cameraFrame, type SeenFrame } from "./camera-frame.js";
import {
  cameraInfoTopicOf,
  cameraInfoType,
  type ImageTopic,
  imageTopicOf,
  type Transport,
} from "./camera-topics.js";
import type { Guard } from "./guard.js";
import { type LiveScene, openScene } from "./live-scene.js";
import { createMeter, type Meter } from "./meter.js";
import type { Closable, Qos, RosNode, Subscription } from "./port.js";
import { whySilent } from "./silence.js";

/** SensorDataQoS with a queue of one: a camera's second newest frame is of no use. */
export const sensorQos: Qos = { reliability: "best_effort", durability: "volatile", depth: 1 };

/** A camera that is listened to. */
export interface Camera extends Closable {
  /** As it was asked for, resolved. */
  readonly name: string;
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
  /** Why no frame arrives. */
  silence(): string;
  /** For how long it has been listened or waited for. */
  open(): Seconds;
}

export interface CameraParts {
  readonly node: RosNode;
  readonly guard: Guard;
  readonly transport: Transport;
  /** What is known of every camera at the moment. */
  readonly surroundings: Pick<SceneSettings, "stated" | "transforms"> & {
    readonly expectsTransforms: () => boolean;
  };
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
}

interface Listening {
  readonly image: ImageTopic;
  readonly scene: LiveScene;
  readonly subscriptions: readonly [Subscription, ...Closable[]];
}

/** Listens to one camera, and to its CameraInfo where there is one. */
export const openCamera = (wanted: string, parts: CameraParts): Camera => {
  const { node, guard, transport, clock } = parts;
  const name = node.resolve(wanted);
  const frames = new Subject<SeenFrame>();
  const meter = createMeter(clock);
  let newest: SeenFrame | undefined;
  let listening: Listening | undefined;
  const opened = clock();

  const give = (frame: SceneFrame): void => {
    const seen = cameraFrame(name, frame);
    if (seen.failure === undefined) newest = seen;
    if (frames.observed) frames.next(seen);
    else meter.dropped();
  };

  const listen = (image: ImageTopic): Listening => {
    node.log.info(`camera ${name}: listening to ${image.topic} (${image.type})`);
    const scene = openScene(image, parts, guard(`a frame of ${name}`, give));
    const takeImage = guard(`a frame of ${name}`, (bytes: Uint8Array) => {
      meter.received();
      scene.image(bytes);
    });
    const takeInfo = guard(`CameraInfo of ${name}`, scene.cameraInfo);
    const infoTopic = cameraInfoTopicOf(image.topic);
    return {
      image,
      scene,
      subscriptions: [
        node.subscribe(image.type, image.topic, sensorQos, takeImage, { overridable: true }),
        node.subscribe(cameraInfoType, infoTopic, sensorQos, takeInfo),
      ],
    };
  };

  const camera: Camera = {
    name,
    frames,
    meter,
    newest: () => newest,
    open: () => clock() - opened,
    poll: () => {
      if (listening) return;
      const image = imageTopicOf(name, transport, (topic) => node.publishersOf(topic));
      if (image) listening = listen(image);
    },
    reasons: () => listening?.scene.reasons() ?? [],
    restart: () => listening?.scene.restart(),
    wake: () => listening?.scene.wake(),
    hasPublisher: () =>
      listening !== undefined && node.publishersOf(listening.image.topic).length > 0,
    silence: () => {
      const asked = listening?.subscriptions[0].qos ?? sensorQos;
      const topic = listening?.image.topic ?? name;
      return whySilent(name, listening?.image, asked, node.publishersOf(topic));
    },
    close: () => {
      listening?.scene.close();
      for (const subscription of listening?.subscriptions ?? []) subscription.close();
      frames.complete();
    },
  };
  camera.poll();
  return camera;
};
