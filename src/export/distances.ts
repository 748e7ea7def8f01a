import type { Step } from "./grid.js";

/** The task's distances at a step, by the order of their keys. No number is ever NaN: `known` says which count. */
export interface StepDistances {
  /** Of one that isn't known: the last that was, 0 before the first. */
  readonly metres: readonly number[];
  readonly stddev: readonly number[];
  readonly known: readonly boolean[];
}

/** Distances step by step; a held frame's are not known, nor those that weren't answered. */
export const distancesOf = (
  keys: readonly string[],
  steps: readonly Step[],
): readonly StepDistances[] => {
  let metres: readonly number[] = keys.map(() => 0);
  let stddev: readonly number[] = metres;
  return steps.map(({ frame, held }) => {
    const told = keys.map((_, i) => (held ? undefined : frame.distances[i]));
    const known = told.map((each) => each?.metres !== undefined);
    metres = told.map((each, i) => each?.metres ?? metres[i] ?? 0);
    stddev = told.map((each, i) => each?.stddev ?? stddev[i] ?? 0);
    return { metres, stddev, known };
  });
};
