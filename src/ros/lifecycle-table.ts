import type { LifecycleLabel } from "../messages/index.js";

/** States and transitions as lifecycle_msgs numbers them; a test compares them with its definitions. */
export const states = {
  unconfigured: { id: 1, label: "unconfigured" },
  inactive: { id: 2, label: "inactive" },
  active: { id: 3, label: "active" },
  finalized: { id: 4, label: "finalized" },
  configuring: { id: 10, label: "configuring" },
  cleaningup: { id: 11, label: "cleaningup" },
  shuttingdown: { id: 12, label: "shuttingdown" },
  activating: { id: 13, label: "activating" },
  deactivating: { id: 14, label: "deactivating" },
  errorprocessing: { id: 15, label: "errorprocessing" },
} as const satisfies Record<string, LifecycleLabel>;

export type StateName = keyof typeof states;
export type PrimaryState = "unconfigured" | "inactive" | "active" | "finalized";

/** What a node does on the way; `error` is what it does when one of the others failed in a way nobody foresaw. */
export type Step = "configure" | "cleanup" | "activate" | "deactivate" | "shutdown";

export interface Transition extends LifecycleLabel {
  readonly step: Step;
  readonly from: PrimaryState;
  readonly through: StateName;
  readonly to: PrimaryState;
  /** Where a step that fails, and says so, leaves the node. */
  readonly failed: PrimaryState;
}

const transition = (
  id: number,
  step: Step,
  [from, through, to, failed]: [PrimaryState, StateName, PrimaryState, PrimaryState],
): Transition => ({ id, label: step, step, from, through, to, failed });

/** What a client may ask for. Shutdown has a number for each state it starts from, and 5 to 7 may be asked for in any. */
export const transitions: readonly Transition[] = [
  transition(1, "configure", ["unconfigured", "configuring", "inactive", "unconfigured"]),
  transition(2, "cleanup", ["inactive", "cleaningup", "unconfigured", "inactive"]),
  transition(3, "activate", ["inactive", "activating", "active", "inactive"]),
  transition(4, "deactivate", ["active", "deactivating", "inactive", "active"]),
  transition(5, "shutdown", ["unconfigured", "shuttingdown", "finalized", "finalized"]),
  transition(6, "shutdown", ["inactive", "shuttingdown", "finalized", "finalized"]),
  transition(7, "shutdown", ["active", "shuttingdown", "finalized", "finalized"]),
];

/** How a step's end is announced. */
export const endings = {
  success: { id: 97, label: "transition_success" },
  failure: { id: 98, label: "transition_failure" },
  error: { id: 99, label: "transition_error" },
} as const satisfies Record<string, LifecycleLabel>;
