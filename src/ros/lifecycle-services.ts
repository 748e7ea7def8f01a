import { z } from "zod";
import {
  encodeTransitionEvent,
  type LifecycleLabel,
  type TransitionTime,
} from "../messages/index.js";
import type { Change, Lifecycle } from "./lifecycle.js";
import { states, type Transition, transitions } from "./lifecycle-table.js";
import type { RosNode, Service } from "./port.js";

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

const eventType = "lifecycle_msgs/msg/TransitionEvent";

/** Publishes each change as the sourced ROS defines the event. */
export const advertiseTransitions = (node: RosNode): ((change: Change) => void) => {
  const time: TransitionTime = node.fieldsOf(eventType).includes("stamp") ? "stamp" : "timestamp";
  const publisher = node.advertise(eventType, "~/transition_event", {
    reliability: "reliable",
    durability: "volatile",
    depth: 10,
  });
  return (change) =>
    publisher.publish(encodeTransitionEvent({ stamp: node.now(), ...change }, time));
};
