import type { Seconds } from "../core/index.js";
import { type CameraParts, sensorQos } from "./camera.js";
import {
  cameraInfoTopicOf,
  cameraInfoType,
  type ImageTopic,
  publishedDepths,
} from "./camera-topics.js";
import type { Closable, Subscription } from "./port.js";
import { whySilent } from "./silence.js";
import { createTopicChoice } from "./topic-choice.js";

/** The depth images beside a camera's. */
export interface DepthCamera extends Closable {
  /** Looks again whether somebody publishes them. */
  readonly poll: () => void;
  /** What diagnostics tell. */
  readonly condition: () => DepthCondition;
}

export interface DepthCondition {
  /** As it was asked for, resolved; or where it was found. */
  readonly topic: string;
  readonly received: number;
  /** Since the newest one, or since it was asked for. */
  readonly age: Seconds;
  /** Why none arrives; asked for only when none does. */
  readonly silence: () => string;
}

/** What a scene takes of them. */
export interface DepthSink {
  readonly depth: (topic: ImageTopic, bytes: Uint8Array) => void;
  readonly depthInfo: (topic: string, bytes: Uint8Array) => void;
}

interface Listening {
  readonly image: ImageTopic;
  readonly subscriptions: readonly [Subscription, Closable];
}

/** Listens to depth images, raw or compressed, and to their CameraInfo where there is one. */
export const openDepth = (
  wanted: string,
  { node, guard, clock }: Pick<CameraParts, "node" | "guard" | "clock">,
  sink: DepthSink,
): DepthCamera => {
  const name = node.resolve(wanted);
  let heard = clock();
  let received = 0;
  let listening: Listening | undefined;
  const choice = createTopicChoice(() => publishedDepths(name, node.publishersOf), clock);

  const listen = (image: ImageTopic): Listening => {
    node.log.info(`depth ${name}: listening to ${image.topic} (${image.type})`);
    const infoTopic = cameraInfoTopicOf(image.topic);
    const take = guard(`a depth image of ${name}`, (bytes: Uint8Array) => {
      received++;
      heard = clock();
      choice.heard();
      sink.depth(image, bytes);
    });
    const takeInfo = guard(`CameraInfo of ${name}`, (bytes: Uint8Array) =>
      sink.depthInfo(infoTopic, bytes),
    );
    return {
      image,
      subscriptions: [
        node.subscribe(image.type, image.topic, sensorQos, take, { overridable: true }),
        node.subscribe(cameraInfoType, infoTopic, sensorQos, takeInfo),
      ],
    };
  };

  const stop = (): void => {
    for (const subscription of listening?.subscriptions ?? []) subscription.close();
  };

  const camera: DepthCamera = {
    poll: () => {
      const image = choice.next();
      if (image === undefined) return;
      stop();
      listening = listen(image);
    },
    condition: () => {
      const topic = listening?.image.topic ?? name;
      const asked = listening?.subscriptions[0].qos ?? sensorQos;
      return {
        topic,
        received,
        age: clock() - heard,
        silence: () => whySilent(name, listening?.image, asked, node.publishersOf(topic)),
      };
    },
    close: stop,
  };
  camera.poll();
  return camera;
};
