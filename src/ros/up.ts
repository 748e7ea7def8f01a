import { failureOf } from "../core/index.js";
import { interfaceDefinition, transformsReader } from "../messages/index.js";
import type { TransformHistory } from "../scene/index.js";
import type { Guard } from "./guard.js";
import type { Closable, RosNode } from "./port.js";

const type = "tf2_msgs/msg/TFMessage";

/** Listens to TF: only where a task needs it, since a robot's /tf is busy. `onHeard` after each message. */
export const listenToTransforms = (
  node: RosNode,
  guard: Guard,
  transforms: TransformHistory,
  onHeard: () => void,
): Closable => {
  const listen = (topic: string, fixed: boolean) => {
    const read = transformsReader({
      topic,
      type,
      definition: interfaceDefinition(type),
      schemaEncoding: "ros2msg",
      messageEncoding: "cdr",
    });
    const take = guard("TF", (bytes: Uint8Array) => {
      try {
        for (const { stamp, ...transform } of read(bytes))
          transforms.add(fixed ? transform : { ...transform, stamp });
      } catch (thrown) {
        node.log.warn(failureOf(thrown, "message.malformed").message);
      }
      onHeard();
    });
    const durability = fixed ? "transient_local" : "volatile";
    return node.subscribe(type, topic, { reliability: "reliable", durability, depth: 100 }, take);
  };
  const subscriptions = [listen("/tf", false), listen("/tf_static", true)];
  return {
    close: () => {
      for (const subscription of subscriptions) subscription.close();
    },
  };
};
