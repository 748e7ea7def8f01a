import { setTimeout as wait } from "node:timers/promises";
import { SpatialRewardError } from "../core/index.js";
import { createSurvival, reasonOf } from "../live/index.js";
import type { RosNode } from "./port.js";
import { guardedNode } from "./rclnodejs/guarded-node.js";
import { type Environment, loadRclnodejs } from "./rclnodejs/load.js";
import { rosNodeOn } from "./rclnodejs/node.js";

/** A node that sends and takes messages as CDR bytes, and does nothing else. */
export interface Topics {
  /** @throws SpatialRewardError ros.type */
  readonly advertise: RosNode["advertise"];
  /** @throws SpatialRewardError ros.type */
  readonly subscribe: RosNode["subscribe"];
  /** Waits a moment for subscribers to have what was sent last. */
  readonly close: () => Promise<void>;
}

export interface TopicsOptions {
  /** The node's name. */
  readonly node: string;
  readonly env: Environment;
  /** `--ros-args` and what follows it. */
  readonly rosArguments: readonly string[];
  /** Of a callback that threw. */
  readonly report: (text: string) => void;
}

/** Milliseconds that one wait for messages lasts. */
const spinTimeout = 10;

/** Milliseconds in which what was sent last leaves; a publisher that is gone resends nothing. */
const leaving = 200;

const knowingTypes =
  <A extends readonly [type: string, ...rest: unknown[]], R>(create: (...given: A) => R) =>
  (...given: A): R => {
    try {
      return create(...given);
    } catch (cause) {
      const why = reasonOf(cause).split("\n")[0];
      const message = `the sourced ROS 2 has no usable type ${given[0]} (${why})`;
      throw new SpatialRewardError("ros.type", message, { cause });
    }
  };

/** @throws SpatialRewardError ros.not-sourced, ros.unavailable */
export const openTopics = async (options: TopicsOptions): Promise<Topics> => {
  const { node: name, env, rosArguments, report } = options;
  const library = await loadRclnodejs(env);
  library.removeSignalHandlers();
  await library.init(undefined, ["node", name, ...rosArguments]);
  const survival = createSurvival(report);
  const Guarded = guardedNode(library, rosArguments, (thrown) =>
    survival.survived("a callback", thrown),
  );
  const rclNode = new Guarded(name);
  rclNode.spin(spinTimeout);
  const node = rosNodeOn(library, rclNode, survival.guard);
  return {
    advertise: knowingTypes(node.advertise),
    subscribe: knowingTypes(node.subscribe),
    close: async () => {
      await wait(leaving);
      rclNode.stop();
      if (!library.isShutdown()) library.shutdown();
    },
  };
};
