import type { Node, Publisher, QoS, Rclnodejs } from "rclnodejs";
import type { QosProfile } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { type Environment, loadRclnodejs } from "./load-rclnodejs.js";

/** A node that sends and takes messages as CDR bytes, and does nothing else. */
export interface Topics {
  /** @throws SpatialRewardError ros.type */
  readonly advertise: (
    type: string,
    name: string,
    qos: QosProfile,
  ) => { readonly publish: (bytes: Uint8Array) => void };
  /** @throws SpatialRewardError ros.type */
  readonly subscribe: (
    type: string,
    name: string,
    qos: QosProfile,
    take: (bytes: Uint8Array) => void,
  ) => void;
  /** Waits a moment for reliable subscribers to have what was sent. */
  readonly close: () => Promise<void>;
}

export interface TopicsOptions {
  /** The node's name. */
  readonly node: string;
  readonly env: Environment;
  /** `--ros-args` and what follows it. */
  readonly rosArguments?: readonly string[];
  /** Of a subscriber that threw. Left alone, it would end the process with SIGABRT. */
  readonly onError?: (thrown: unknown) => void;
}

/** Of RMW, by number. */
const policies = {
  keepLast: 1,
  reliable: 1,
  best_effort: 2,
  transient_local: 1,
  volatile: 2,
} as const;

const profileOf = ({ QoS }: Rclnodejs, { reliability, durability, depth }: QosProfile): QoS =>
  new QoS(policies.keepLast, depth, policies[reliability], policies[durability]);

/** rclnodejs reads a buffer from the start of its memory, wherever the view begins: it gets memory of its own. */
const ownMemory = (bytes: Uint8Array): Buffer => {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
};

const acknowledgement = 1_000_000_000n;

const withType = <T>(type: string, create: () => T): T => {
  try {
    return create();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError(
      "ros.type",
      `the sourced ROS 2 has no usable type ${type} (${why.split("\n")[0]})`,
      { cause },
    );
  }
};

/** @throws SpatialRewardError ros.missing */
export const openTopics = async (options: TopicsOptions): Promise<Topics> => {
  const rclnodejs = await loadRclnodejs(options.env);
  await rclnodejs.init(undefined, ["node", "spatial-reward", ...(options.rosArguments ?? [])]);
  rclnodejs.removeSignalHandlers();
  const node = new rclnodejs.Node(options.node);
  node.spin();
  return topicsOf(rclnodejs, node, options.onError ?? (() => undefined));
};

const topicsOf = (rclnodejs: Rclnodejs, node: Node, onError: (thrown: unknown) => void): Topics => {
  const reliable: Publisher[] = [];
  return {
    advertise: (type, name, qos) => {
      const profile = { qos: profileOf(rclnodejs, qos) };
      const publisher = withType(type, () => node.createPublisher(type, name, profile));
      if (qos.reliability === "reliable") reliable.push(publisher);
      return { publish: (bytes) => publisher.publish(ownMemory(bytes)) };
    },
    subscribe: (type, name, qos, take) => {
      const guarded = (bytes: Buffer): void => {
        try {
          take(bytes);
        } catch (thrown) {
          onError(thrown);
        }
      };
      const profile = { isRaw: true, qos: profileOf(rclnodejs, qos) } as const;
      withType(type, () => node.createSubscription(type, name, profile, guarded));
    },
    close: async () => {
      for (const publisher of reliable) publisher.waitForAllAcked(acknowledgement);
      rclnodejs.shutdown();
    },
  };
};
