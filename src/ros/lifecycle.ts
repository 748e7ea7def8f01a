import { SpatialRewardError } from "../core/index.js";
import type { LifecycleLabel } from "../messages/index.js";
import {
  endings,
  type PrimaryState,
  type StateName,
  type Step,
  states,
  type Transition,
  transitions,
} from "./lifecycle-table.js";

/** What a node does in each step. A SpatialRewardError is a failure; anything else thrown is an error. */
export type Steps = Readonly<Record<Step, () => Promise<void>>> & {
  /** Frees whatever there is after an error; if it throws, too, the node is finalized. */
  readonly recover: () => Promise<void>;
};

export interface Change {
  readonly transition: LifecycleLabel;
  readonly start: LifecycleLabel;
  readonly goal: LifecycleLabel;
}

export interface LifecycleWatch {
  readonly onStart: (step: Step) => void;
  readonly onChange: (change: Change) => void;
  readonly onTrouble: (step: Step, thrown: unknown) => void;
}

/**
 * A managed node's states (https://design.ros2.org/articles/node_lifecycle.html) with steps that may take their time:
 * loading a model takes seconds. rclnodejs's own ends the process on an invalid request and can't wait for a step.
 */
export interface Lifecycle {
  state(): StateName;
  available(): readonly Transition[];
  /** By number, or by label where there is one. False: not possible now, or the step did not succeed. */
  change(request: LifecycleLabel): Promise<boolean>;
  /** Resolves when no step is under way. */
  settled(): Promise<void>;
}

const wanted = (request: LifecycleLabel, from: StateName): Transition | undefined => {
  const asked = transitions.filter(({ id, label }) =>
    request.label === "" ? id === request.id : label === request.label,
  );
  return asked.find((transition) => transition.from === from);
};

export const createLifecycle = (steps: Steps, watch: LifecycleWatch): Lifecycle => {
  let state: StateName = "unconfigured";
  let underWay: Promise<unknown> = Promise.resolve();

  const move = (transition: LifecycleLabel, goal: StateName): void => {
    const start = states[state];
    state = goal;
    watch.onChange({ transition, start, goal: states[goal] });
  };

  const recovered = async (step: Step): Promise<PrimaryState> => {
    try {
      await steps.recover();
      return "unconfigured";
    } catch (thrown) {
      watch.onTrouble(step, thrown);
      return "finalized";
    }
  };

  const run = async ({ step, to, failed }: Transition): Promise<boolean> => {
    try {
      await steps[step]();
      move(endings.success, to);
      return true;
    } catch (thrown) {
      watch.onTrouble(step, thrown);
      if (thrown instanceof SpatialRewardError) {
        move(endings.failure, failed);
        return false;
      }
      move(endings.error, "errorprocessing");
      const next = await recovered(step);
      move(next === "unconfigured" ? endings.success : endings.failure, next);
      return false;
    }
  };

  return {
    state: () => state,
    settled: async () => {
      await underWay;
    },
    available: () => transitions.filter(({ from }) => from === state),
    change: async (request) => {
      const transition = wanted(request, state);
      if (transition === undefined) return false;
      watch.onStart(transition.step);
      move({ id: transition.id, label: transition.label }, transition.through);
      const running = run(transition);
      underWay = running;
      return running;
    },
  };
};
