import { type Metres, type Stamp, secondsBetween } from "../core/index.js";
import type { RewardInput } from "./values.js";

/** A length as it was last counted. */
export interface CountedLength {
  readonly stamp: Stamp;
  readonly metres: Metres;
}

export type CountedLengths = ReadonlyMap<string, CountedLength>;

/**
 * The values of a frame, each length moved from where it last counted by at most `metresPerSecond`: what jumps further
 * is followed at that speed. Limiting lengths and not rewards keeps the shaping a difference of potentials.
 */
export const speedLimited = (
  values: RewardInput["values"],
  before: CountedLengths,
  stamp: Stamp,
  metresPerSecond: number,
): { readonly values: RewardInput["values"]; readonly counted: CountedLengths } => {
  const counted = new Map(before);
  const limited = new Map(values);
  for (const [key, value] of values) {
    if (value.kind !== "length" || value.filtered === undefined) continue;
    if (!Number.isFinite(value.filtered)) continue;
    const last = before.get(key);
    const metres = last ? near(value.filtered, last, stamp, metresPerSecond) : value.filtered;
    counted.set(key, { stamp, metres });
    limited.set(key, { ...value, filtered: metres });
  }
  return { values: limited, counted };
};

const near = (
  metres: Metres,
  last: CountedLength,
  stamp: Stamp,
  metresPerSecond: number,
): Metres => {
  const reach = metresPerSecond * Math.max(secondsBetween(last.stamp, stamp), 0);
  return Math.min(Math.max(metres, last.metres - reach), last.metres + reach);
};
