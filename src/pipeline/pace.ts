import { type Metres, type Stamp, secondsBetween } from "../core/index.js";
import type { FilteredValue } from "../reward/index.js";

/** The length of each need that was last valued, and when. */
export type Pace = ReadonlyMap<string, { readonly stamp: Stamp; readonly metres: Metres }>;

export const startPace: Pace = new Map();

type Values = ReadonlyMap<string, FilteredValue>;

/**
 * Lengths as far as a hand can have changed them since they were last known: what jumps further is followed at
 * `maxSpeed` (m/s). Potentials of such lengths can't be paid faster, and still add up over an episode.
 */
export const pace = (
  before: Pace,
  stamp: Stamp,
  values: Values,
  maxSpeed: number,
): { readonly state: Pace; readonly values: Values } => {
  const state = new Map(before);
  const bounded = new Map(values);
  for (const [key, value] of values) {
    if (value.kind !== "length" || value.filtered === undefined) continue;
    const last = before.get(key);
    const most = last ? maxSpeed * Math.max(0, secondsBetween(last.stamp, stamp)) : 0;
    const metres = last
      ? Math.min(Math.max(value.filtered, last.metres - most), last.metres + most)
      : value.filtered;
    state.set(key, { stamp, metres });
    bounded.set(key, { ...value, filtered: metres });
  }
  return { state, values: bounded };
};
