import type { Seconds } from "../core/index.js";
import type { TopicSchema } from "../messages/index.js";
import type { CameraParts } from "./camera.js";
import type { Closable, Subscription, Take } from "./port.js";
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
  readonly depth: Take;
  readonly depthInfo: Take;
}

interface Listening {
  readonly image: TopicSchema;
  readonly subscriptions: readonly [Subscription, Closable];
}

/** Listens to depth images, raw or compressed, and to their CameraInfo where there is one. */
export const openDepth = (
  wanted: string,
  { robot, guard, clock }: Pick<CameraParts, "robot" | "guard" | "clock">,
  sink: DepthSink,
): DepthCamera => {
  const name = robot.resolve(wanted);
  let heard = clock();
  let received = 0;
  let listening: Listening | undefined;
  const choice = createTopicChoice(() => robot.depths(name), clock);

  const listen = (image: TopicSchema): Listening => {
    robot.log.info(`depth ${name}: listening to ${image.topic} (${image.type})`);
    const take = guard(`a depth image of ${name}`, (bytes: Uint8Array, topic: TopicSchema) => {
      received++;
      heard = clock();
      choice.heard();
      sink.depth(bytes, topic);
    });
    const takeInfo = guard(`CameraInfo of ${name}`, sink.depthInfo);
    return {
      image,
      subscriptions: [robot.subscribe(image, take), robot.subscribeLens(image.topic, takeInfo)],
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
    condition: () => ({
      topic: listening?.image.topic ?? name,
      received,
      age: clock() - heard,
      silence: () => listening?.subscriptions[0].silence(name) ?? robot.silence(name),
    }),
    close: stop,
  };
  camera.poll();
  return camera;
};
