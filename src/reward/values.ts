import type { FactSource, Failure, Metres, Seconds, Stamp } from "../core/index.js";
import type { Known } from "./expression/index.js";
import type { FrameTrust } from "./frame-trust.js";
import type { SignalSays } from "./signal.js";

/** What is known of one need in one frame. Undefined numbers: not answered, and `reason` says why. */
export type FilteredValue =
  | {
      readonly kind: "length";
      readonly raw?: Metres;
      /** What the reward is computed from. */
      readonly filtered?: Metres;
      /** Of `filtered`. */
      readonly stddev?: Metres;
      /** What `raw` rests on. */
      readonly source?: FactSource;
      readonly reason?: string;
    }
  | { readonly kind: "predicate"; readonly probability?: number; readonly reason?: string };

/** One frame, as the reward sees it. */
export interface RewardInput {
  readonly stamp: Stamp;
  readonly frameId: string;
  /** By key of the task's needs. */
  readonly values: ReadonlyMap<string, FilteredValue>;
  /** The frame as a whole could not be read or asked about. */
  readonly failure?: Failure;
  /** How far it can be believed; undefined: not judged, and believed. */
  readonly trust?: FrameTrust;
  /** What the task's signal says at this time; undefined: it says nothing, or the task has none. */
  readonly signal?: SignalSays;
  readonly lensAssumed?: true;
  readonly latency?: Seconds;
}

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

/** The number an expression sees; what is not finite is not known. */
export const knownIn =
  (values: RewardInput["values"]): Known =>
  (key) => {
    const value = values.get(key);
    return finite(value?.kind === "length" ? value.filtered : value?.probability);
  };
