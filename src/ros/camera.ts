import { type Observable, Subject } from "rxjs";
import { failureOf, type Seconds } from "../core/index.js";
import { calibrationFromCameraInfo, type LensCalibration } from "../messages/index.js";
import { cameraFrame, type Lens, type SeenFrame } from "./camera-frame.js";
import {
  cameraInfoTopicOf,
  cameraInfoType,
  type ImageTopic,
  imageTopicOf,
  type Transport,
} from "./camera-topics.js";
import type { Guard } from "./guard.js";
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
  /** Why no frame arrives. */
  silence(): string;
  /** For how long it has been listened or waited for. */
  open(): Seconds;
}

export interface CameraParts {
  readonly node: RosNode;
  readonly guard: Guard;
  readonly transport: Transport;
  /** Of the moment. */
  readonly lens: () => Omit<Lens, "calibration">;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
}

interface Listening {
  readonly image: ImageTopic;
  readonly subscriptions: readonly [Subscription, ...Closable[]];
}

/** Listens to one camera, and to its CameraInfo where there is one. */
export const openCamera = (wanted: string, parts: CameraParts): Camera => {
  const { node, guard, transport, lens, clock } = parts;
  const name = node.resolve(wanted);
  const frames = new Subject<SeenFrame>();
  const meter = createMeter(clock);
  let calibration: LensCalibration | undefined;
  let newest: SeenFrame | undefined;
  let listening: Listening | undefined;
  const opened = clock();

  const take = (image: ImageTopic) =>
    guard(`a frame of ${name}`, (bytes: Uint8Array) => {
      meter.received();
      const known = { ...lens(), ...(calibration && { calibration }) };
      const frame = cameraFrame(bytes, name, image, known);
      if (frame === undefined) return meter.answered({ unreadable: true, unanswered: 0 });
      if (frame.failure === undefined) newest = frame;
      if (frames.observed) frames.next(frame);
      else meter.dropped();
    });

  const calibrate = guard(`CameraInfo of ${name}`, (bytes: Uint8Array) => {
    try {
      calibration = calibrationFromCameraInfo(bytes, "cdr") ?? calibration;
    } catch (thrown) {
      node.log.debug(failureOf(thrown, "message.malformed").message);
    }
  });

  const listen = (image: ImageTopic): Listening => {
    node.log.info(`camera ${name}: listening to ${image.topic} (${image.type})`);
    return {
      image,
      subscriptions: [
        node.subscribe(image.type, image.topic, sensorQos, take(image), { overridable: true }),
        node.subscribe(cameraInfoType, cameraInfoTopicOf(image.topic), sensorQos, calibrate),
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
    silence: () => {
      const asked = listening?.subscriptions[0].qos ?? sensorQos;
      const topic = listening?.image.topic ?? name;
      return whySilent(name, listening?.image, asked, node.publishersOf(topic));
    },
    close: () => {
      for (const subscription of listening?.subscriptions ?? []) subscription.close();
      frames.complete();
    },
  };
  camera.poll();
  return camera;
};
