import type { RewardSample } from "../reward/index.js";
import { percent } from "./figures.js";

interface Range {
  readonly kind: "length" | "predicate";
  readonly low: number;
  readonly high: number;
}

const textOf = (key: string, { kind, low, high }: Range): string => {
  const [from, to] =
    kind === "length"
      ? [(100 * low).toFixed(1), `${(100 * high).toFixed(1)} cm`]
      : [percent(low), percent(high)];
  return `${key}: ${from}–${to}`;
};

/** Between what the filtered values of some needs moved, sample by sample. */
export const gatherRanges = (keys: readonly string[]) => {
  const ranges = new Map<string, Range>();
  const note = (key: string, kind: Range["kind"], value: number | undefined): void => {
    if (value === undefined || !keys.includes(key)) return;
    const { low, high } = ranges.get(key) ?? { low: value, high: value };
    ranges.set(key, { kind, low: Math.min(low, value), high: Math.max(high, value) });
  };
  return {
    add: ({ distances, predicates }: RewardSample): void => {
      for (const { key, filtered } of distances) note(key, "length", filtered);
      for (const { key, probability } of predicates) note(key, "predicate", probability);
    },
    texts: (): readonly string[] => [...ranges].map(([key, range]) => textOf(key, range)),
  };
};
