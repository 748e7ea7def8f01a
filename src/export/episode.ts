import type { Transition } from "./alignment.js";
import type { Step } from "./grid.js";
import type { LearnedTask } from "./labelled-frame.js";
import type { Recording } from "./recording.js";

/** An episode as trainers want it: steps of a constant rate, and transitions between them. */
export interface ExportEpisode {
  /** Among all that are exported, from 0. */
  readonly index: number;
  readonly recording: Recording;
  /** In its recording, from 0. */
  readonly number: number;
  readonly task: LearnedTask;
  /** At least two. */
  readonly steps: readonly Step[];
  /** One fewer than steps: `transitions[k]` goes from step k to k + 1. */
  readonly transitions: readonly Transition[];
  /** Of one step. */
  readonly discount: number;
  /** A vector a step. */
  readonly state?: readonly Float64Array[];
  /** A vector a step; the last one's led nowhere. */
  readonly action?: readonly Float64Array[];
}

/** All that is exported, but for the pictures. */
export interface ExportData {
  readonly fps: number;
  readonly stateNames?: readonly string[];
  readonly actionNames?: readonly string[];
  /** Of the task: `distance(gripper,bottle)`. */
  readonly distanceKeys: readonly string[];
  readonly episodes: readonly ExportEpisode[];
}
