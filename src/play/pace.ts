import type { Stamp } from "../core/index.js";

const nanosecondsPerMillisecond = 1e6;

/** Milliseconds of a steady clock at which a time of the recording is due. */
export type Pace = (at: Stamp) => number;

/**
 * Every time is counted from the first one, so that a late message doesn't make the rest late: whatever was held up is
 * caught up with.
 * @param begun when `first` is due, in milliseconds
 * @param rate seconds of the recording in a second
 */
export const paceFrom =
  (first: Stamp, begun: number, rate: number): Pace =>
  (at) =>
    begun + Number(at - first) / nanosecondsPerMillisecond / rate;
