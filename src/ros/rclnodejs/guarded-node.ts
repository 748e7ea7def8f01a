import { givenParameters } from "../given/parameters.js";
import { type RclParameterClass, rclParameter } from "./parameters.js";
import { settable } from "./set-parameters.js";
import type { GuardedNodeClass, RclNode, Rclnodejs, RclParameter, SetResult } from "./types.js";

type SubscriptionArguments = Parameters<RclNode["createSubscription"]>;
type PublisherArguments = Parameters<RclNode["createPublisher"]>;

/** ROS's arguments, as rclpy reads their parameters. */
const overridesFor = (
  library: RclParameterClass,
  argv: readonly string[],
  fullName: string,
): Map<string, RclParameter> =>
  new Map(
    [...givenParameters(argv, fullName)].map(([name, { type, value }]) => [
      name,
      rclParameter(library, name, type, value),
    ]),
  );

/**
 * rclnodejs's node, made to survive and to be like any other: an exception that leaves a callback aborts the process; a
 * /clock that is published best effort is never heard by its reliable subscription; parameters of files are read by rules
 * of its own; refusals of changes have no words, and a parameter that is deleted is gone; parameter events are published
 * in the node's namespace, where nobody listens.
 */
export const guardedNode = (
  library: Pick<Rclnodejs, "Node" | "QoS"> & RclParameterClass,
  argv: readonly string[],
  onThrown: (thrown: unknown) => void,
): GuardedNodeClass => {
  const { Node, QoS } = library;
  const clockQos = () =>
    new QoS(
      QoS.HistoryPolicy.RMW_QOS_POLICY_HISTORY_KEEP_LAST ?? 1,
      1,
      QoS.ReliabilityPolicy.RMW_QOS_POLICY_RELIABILITY_BEST_EFFORT ?? 2,
      QoS.DurabilityPolicy.RMW_QOS_POLICY_DURABILITY_VOLATILE ?? 2,
    );

  // Outside the class: its base asks for parameters while it is built.
  const shown = new Map<string, () => RclParameter | undefined>();

  return class GuardedNode extends Node implements RclNode {
    show(name: string, instead: () => RclParameter | undefined): void {
      shown.set(name, instead);
    }

    override getParameters(names?: readonly string[]): readonly RclParameter[] {
      return super
        .getParameters(names)
        .map((parameter) => shown.get(parameter.name)?.() ?? parameter);
    }

    override execute(handles: readonly unknown[]): void {
      try {
        super.execute(handles);
      } catch (thrown) {
        onThrown(thrown);
      }
    }

    override _getNativeParameterOverrides(): Map<string, RclParameter> {
      return overridesFor(library, argv, this.getFullyQualifiedName());
    }

    override setParametersAtomically(given: readonly RclParameter[]): SetResult {
      const { parameters, reason } = settable(library, this, given);
      return reason === undefined
        ? super.setParametersAtomically(parameters)
        : { successful: false, reason };
    }

    override createPublisher(...[type, topic, options]: PublisherArguments) {
      return super.createPublisher(
        type,
        topic === "parameter_events" ? `/${topic}` : topic,
        options,
      );
    }

    override createSubscription(...given: SubscriptionArguments): object {
      const [type, topic, callback] = given;
      return topic === "/clock" && typeof callback === "function"
        ? super.createSubscription(type, topic, { qos: clockQos() }, callback)
        : super.createSubscription(...given);
    }
  };
};
