import { z } from "zod";
import { encodeTransitionEvent, type LifecycleLabel } from "../messages/index.js";
import type { Change, Lifecycle } from "./lifecycle.js";
import { states, type Transition, transitions } from "./lifecycle-table.js";
import type { Publisher, RosNode, Service } from "./port.js";

const changeRequest = z.object({ transition: z.object({ id: z.number(), label: z.string() }) });

const described = ({ id, label, from, through }: Transition) => ({
  transition: { id, label },
  start_state: states[from],
  goal_state: states[through],
});

const label = ({ id, label }: LifecycleLabel) => ({ id, label });

/** The interfaces of a managed node, as `ros2 lifecycle` and launch files use them. */
export const serveLifecycle = (node: RosNode, lifecycle: Lifecycle): void => {
  const describe = (list: readonly Transition[]) => ({
    available_transitions: list.map(described),
  });
  const serve = (type: string, name: string, answer: Service["answer"]): void => {
    node.serve(`lifecycle_msgs/srv/${type}`, `~/${name}`, {
      answer,
      failed: () => (type === "ChangeState" ? { success: false } : {}),
    });
  };
  serve("ChangeState", "change_state", async (request) => ({
    success: await lifecycle.change(changeRequest.parse(request).transition),
  }));
  serve("GetState", "get_state", () => ({ current_state: label(states[lifecycle.state()]) }));
  serve("GetAvailableStates", "get_available_states", () => ({
    available_states: [{ id: 0, label: "unknown" }, ...Object.values(states).map(label)],
  }));
  serve("GetAvailableTransitions", "get_available_transitions", () =>
    describe(lifecycle.available()),
  );
  serve("GetAvailableTransitions", "get_transition_graph", () => describe(transitions));
};

export const advertiseTransitions = (node: RosNode): Publisher =>
  node.advertise("lifecycle_msgs/msg/TransitionEvent", "~/transition_event", {
    reliability: "reliable",
    durability: "volatile",
    depth: 10,
  });

export const publishTransition = (publisher: Publisher, node: RosNode, change: Change): void =>
  publisher.publish(encodeTransitionEvent({ stamp: node.now(), ...change }));
