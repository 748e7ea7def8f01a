import type { Endpoint, Qos } from "../port.js";
import type { QosClass, RclEndpoint, RclQos } from "./types.js";

/** The numbers of rmw/types.h, which are the same in every ROS 2. */
const keepLast = 1;
const reliabilities = { reliable: 1, best_effort: 2 } as const;
const durabilities = { transient_local: 1, volatile: 2 } as const;

export const toRclQos = (QoS: QosClass, qos: Qos): RclQos =>
  new QoS(keepLast, qos.depth, reliabilities[qos.reliability], durabilities[qos.durability]);

const reliabilityOf = (number: number): Endpoint["reliability"] =>
  number === reliabilities.reliable
    ? "reliable"
    : number === reliabilities.best_effort
      ? "best_effort"
      : "unknown";

const durabilityOf = (number: number): Endpoint["durability"] =>
  number === durabilities.transient_local
    ? "transient_local"
    : number === durabilities.volatile
      ? "volatile"
      : "unknown";

/** What is in force, where overrides may have changed it. */
export const fromRclQos = ({ reliability, durability, depth }: RclQos, before: Qos): Qos => {
  const [reliable, durable] = [reliabilityOf(reliability), durabilityOf(durability)];
  return {
    reliability: reliable === "unknown" ? before.reliability : reliable,
    durability: durable === "unknown" ? before.durability : durable,
    depth,
  };
};

export const endpointOf = (endpoint: RclEndpoint): Endpoint => ({
  type: endpoint.topic_type,
  node: `${endpoint.node_namespace.replace(/\/$/, "")}/${endpoint.node_name}`,
  reliability: reliabilityOf(endpoint.qos_profile.reliability),
  durability: durabilityOf(endpoint.qos_profile.durability),
});
