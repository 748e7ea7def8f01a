import { createTally, failureOf, type Reason } from "../core/index.js";
import { interfaceDefinition, transformsReader } from "../messages/index.js";
import type { TransformHistory } from "../scene/index.js";
import type { Guard } from "./guard.js";
import type { Closable, RosNode } from "./port.js";

/** What TF tells, listened to. */
export interface Transforms extends Closable {
  /** What of it was left out, and how often. */
  readonly reasons: () => readonly Reason[];
}

export const transformTopics = { moving: "/tf", fixed: "/tf_static" } as const;
const type = "tf2_msgs/msg/TFMessage";

/** Listens to TF, from which `label` takes all that it tells of a recording. `onHeard` after each message. */
export const listenToTransforms = (
  node: RosNode,
  guard: Guard,
  transforms: TransformHistory,
  onHeard: () => void,
): Transforms => {
  const tally = createTally();
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
        for (const { stamp, ...transform } of read(bytes)) {
          const remark = transforms.add(fixed ? transform : { ...transform, stamp });
          if (remark !== undefined) tally.add("tf", remark);
        }
      } catch (thrown) {
        tally.add("message", failureOf(thrown, "message.malformed").message);
      }
      onHeard();
    });
    const durability = fixed ? "transient_local" : "volatile";
    return node.subscribe(type, topic, { reliability: "reliable", durability, depth: 100 }, take);
  };
  const subscriptions = [
    listen(transformTopics.moving, false),
    listen(transformTopics.fixed, true),
  ];
  return {
    reasons: tally.reasons,
    close: () => {
      for (const subscription of subscriptions) subscription.close();
    },
  };
};
