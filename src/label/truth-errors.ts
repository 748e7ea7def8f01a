import { z } from "zod";
import { type LengthErrors, lengthErrors, type RatioBand, spearman } from "../core/index.js";

/** Errors of one distance's filtered values against the truth. Lengths in metres, shares 0..1. */
export interface DistanceErrors extends LengthErrors {
  /** Rank correlation along time, -1..1; NaN where one of the two never changes. */
  readonly spearman: number;
}

/** Errors of all of a task's distances together, and of each by itself. */
export interface TruthErrors extends LengthErrors {
  /**
   * The lowest of the distances' rank correlations: none of them is followed worse. (Ranks of different distances can't
   * be taken together, and their mean says nothing of any.) NaN where none of them has one.
   */
  readonly spearman: number;
  /** By key: `distance(gripper,bottle)`. */
  readonly distances: Readonly<Record<string, DistanceErrors>>;
}

/** Gathers estimates beside their truths, by key. */
export interface TruthErrorTally {
  readonly add: (key: string, estimate: number, truth: number) => void;
  /** Undefined when nothing was compared. */
  readonly result: () => TruthErrors | undefined;
}

interface Pair {
  readonly estimate: number;
  readonly truth: number;
}

const errorsOf = (pairs: readonly Pair[]): DistanceErrors => ({
  ...lengthErrors(pairs),
  spearman: spearman(
    pairs.map(({ estimate }) => estimate),
    pairs.map(({ truth }) => truth),
  ),
});

const lowest = (correlations: readonly number[]): number => {
  const known = correlations.filter(Number.isFinite);
  return known.length === 0 ? Number.NaN : Math.min(...known);
};

export const tallyTruthErrors = (): TruthErrorTally => {
  const byKey = new Map<string, Pair[]>();
  return {
    add: (key, estimate, truth) => {
      const pairs = byKey.get(key) ?? [];
      byKey.set(key, pairs);
      pairs.push({ estimate, truth });
    },
    result: () => {
      if (byKey.size === 0) return undefined;
      const each = [...byKey].map(([key, pairs]) => [key, errorsOf(pairs)] as const);
      return {
        ...lengthErrors([...byKey.values()].flat()),
        spearman: lowest(each.map(([, errors]) => errors.spearman)),
        distances: Object.fromEntries(each),
      };
    },
  };
};

/** Numbers that don't exist are null in JSON. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const distanceErrors = z.object({
  count: z.number(),
  mae: figure,
  medianRelative: figure,
  within: z.object({
    "50-200": figure,
    "66.7-150": figure,
    "75-125": figure,
    "90-110": figure,
  } satisfies Record<RatioBand, typeof figure>),
  spearman: figure,
});

/** As it is stored. */
export const truthErrorsShape = distanceErrors.extend({
  distances: z.record(z.string(), distanceErrors),
});
