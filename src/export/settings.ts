import type { SignalSpec } from "./signal.js";

/** What of labelled recordings is exported, and how. */
export interface ExportSettings {
  /** What the robot senses beside its camera. */
  readonly state: readonly SignalSpec[];
  /** What it was told to do. */
  readonly action: readonly SignalSpec[];
  /** Steps a second; the rate of the frames when absent. */
  readonly fps?: number;
  /** What labels are of that were written apart. */
  readonly sources: readonly string[];
  readonly pictures: boolean;
  /** Of this program, for provenance. */
  readonly version: string;
}
