import type { Relation, Vec3 } from "../core/index.js";
import {
  addTransforms,
  createTransformTree,
  decoderFor,
  interfaceDefinition,
} from "../messages/index.js";
import type { Task } from "../reward/index.js";
import type { Guard } from "./guard.js";
import type { Closable, RosNode } from "./port.js";

/** Relations that have no answer without an up direction. */
const upright: ReadonlySet<Relation> = new Set<Relation>([
  "above",
  "below",
  "on",
  "height",
  "horizontal_distance",
  "vertical_distance",
]);

export const needsUp = (task: Task | undefined): boolean =>
  task?.needs.some(({ query }) => upright.has(query.relation)) ?? false;

/** Which way is up for a camera, as far as /tf and /tf_static have told by now. */
export interface Up extends Closable {
  upIn(frameId: string): Vec3 | undefined;
}

const transformType = "tf2_msgs/msg/TFMessage";

/** Listens to TF: only where a task needs it, since a robot's /tf is busy. */
export const listenToTransforms = (node: RosNode, guard: Guard): Up => {
  const tree = createTransformTree();
  const decode = decoderFor({
    type: transformType,
    definition: interfaceDefinition(transformType),
    schemaEncoding: "ros2msg",
    messageEncoding: "cdr",
  });
  const take = guard("TF", (bytes: Uint8Array) => addTransforms(tree, decode(bytes)));
  const reliable = { reliability: "reliable", depth: 100 } as const;
  const subscriptions = [
    node.subscribe(transformType, "/tf", { ...reliable, durability: "volatile" }, take),
    node.subscribe(
      transformType,
      "/tf_static",
      { ...reliable, durability: "transient_local" },
      take,
    ),
  ];
  return {
    upIn: tree.upIn,
    close: () => {
      for (const subscription of subscriptions) subscription.close();
    },
  };
};
