import { type Observation, type Seconds, secondsBetween } from "../core/index.js";
import {
  annotatedJpeg,
  encodeBool,
  encodeFacts,
  encodeFloat64,
  encodeJpeg,
  encodeReward,
  interfaceTypes,
} from "../messages/index.js";
import type { ValuedFrame } from "../pipeline/index.js";
import type { SeenFrame } from "./camera-frame.js";
import { drawingOf } from "./drawing.js";
import { markersFor } from "./markers.js";
import type { Closable, Publisher, Robot } from "./port.js";

/** The topics of rewards and facts. Stamps are the image's. */
export interface Outputs extends Closable {
  facts(observation: Observation): void;
  /**
   * Gives the time from the image's stamp to publication; undefined where it is none, or more than `longest`: stamps are
   * then of another clock.
   */
  reward(valued: ValuedFrame, longest: Seconds): Seconds | undefined;
  /** What nobody subscribes to is not made. */
  pictures(valued: ValuedFrame, frame: SeenFrame, quality: number): Promise<void>;
}

const advertise = (robot: Robot) => ({
  reward: robot.advertise(interfaceTypes.reward, "~/reward", "reliable"),
  facts: robot.advertise(interfaceTypes.facts, "~/facts", "reliable"),
  value: robot.advertise("std_msgs/msg/Float64", "~/reward/value", "reliable"),
  success: robot.advertise("std_msgs/msg/Bool", "~/success", "latched"),
  markers: robot.advertise("visualization_msgs/msg/MarkerArray", "~/markers", "reliable"),
  annotated: robot.advertise("sensor_msgs/msg/CompressedImage", "~/annotated/compressed", "newest"),
});

const annotated = async (
  { observation, sample }: ValuedFrame,
  frame: SeenFrame,
  quality: number,
): Promise<Uint8Array> => {
  const jpeg = await annotatedJpeg(
    await (frame.asTaken ?? frame).rgb(),
    drawingOf(frame, observation, sample),
    quality,
  );
  return encodeJpeg(observation.stamp, observation.frameId, jpeg);
};

export const createOutputs = (robot: Robot): Outputs => {
  const topics = advertise(robot);
  let succeeded: boolean | undefined;

  const success = (now: boolean): void => {
    if (now !== succeeded) topics.success.publish(encodeBool(now));
    succeeded = now;
  };

  return {
    facts: (observation) => topics.facts.publish(encodeFacts(observation)),
    reward: ({ sample }, longest) => {
      const passed = secondsBetween(sample.stamp, robot.now());
      const latency = passed >= 0 && passed <= longest ? passed : undefined;
      topics.reward.publish(encodeReward({ ...sample, ...(latency !== undefined && { latency }) }));
      topics.value.publish(encodeFloat64(sample.reward));
      success(sample.success);
      return latency;
    },
    pictures: async (valued, frame, quality) => {
      if (topics.markers.subscribers() > 0) topics.markers.publish(markersFor(valued));
      if (frame.failure === undefined && topics.annotated.subscribers() > 0)
        topics.annotated.publish(await annotated(valued, frame, quality));
    },
    close: () => {
      const all: readonly Publisher[] = Object.values(topics);
      for (const publisher of all) publisher.close();
    },
  };
};
