import type { NodeClass, RclNode, Rclnodejs } from "./types.js";

type SubscriptionArguments = Parameters<RclNode["createSubscription"]>;

/**
 * rclnodejs's node, made to survive: an exception that leaves a callback aborts the process, and a /clock that is
 * published best effort is never heard by its reliable subscription.
 */
export const guardedNode = (
  { Node, QoS }: Pick<Rclnodejs, "Node" | "QoS">,
  onThrown: (thrown: unknown) => void,
): NodeClass => {
  const clockQos = () =>
    new QoS(
      QoS.HistoryPolicy.RMW_QOS_POLICY_HISTORY_KEEP_LAST ?? 1,
      1,
      QoS.ReliabilityPolicy.RMW_QOS_POLICY_RELIABILITY_BEST_EFFORT ?? 2,
      QoS.DurabilityPolicy.RMW_QOS_POLICY_DURABILITY_VOLATILE ?? 2,
    );

  return class GuardedNode extends Node {
    override execute(handles: readonly unknown[]): void {
      try {
        super.execute(handles);
      } catch (thrown) {
        onThrown(thrown);
      }
    }

    override createSubscription(...given: SubscriptionArguments): object {
      const [type, topic, callback] = given;
      return topic === "/clock" && typeof callback === "function"
        ? super.createSubscription(type, topic, { qos: clockQos() }, callback)
        : super.createSubscription(...given);
    }
  };
};
