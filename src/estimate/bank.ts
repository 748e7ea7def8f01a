import type { Stamp } from "../core/index.js";
import {
  type Filtered,
  type FilterOptions,
  type FilterState,
  filterDefaults,
  type Measurement,
  startFilter,
  stepFilter,
} from "./filter.js";

/** A filter's state per key. */
export type BankState = ReadonlyMap<string, FilterState>;

/** One filter for each length of a task. Pure: the state is a value, handed in and out. */
export interface FilterBank {
  readonly start: BankState;
  /** Filters one frame's measurements; a key without one keeps its state, and its uncertainty grows meanwhile. */
  step(
    state: BankState,
    stamp: Stamp,
    measured: ReadonlyMap<string, Omit<Measurement, "stamp">>,
  ): { readonly state: BankState; readonly filtered: ReadonlyMap<string, Filtered> };
}

export const createFilterBank = (options: Partial<FilterOptions> = {}): FilterBank => {
  const chosen = { ...filterDefaults, ...options };
  return {
    start: new Map(),
    step: (state, stamp, measured) => {
      const filtered = new Map(
        [...measured].map(([key, measurement]): [string, Filtered] => [
          key,
          stepFilter(state.get(key) ?? startFilter, { stamp, ...measurement }, chosen),
        ]),
      );
      const states = [...filtered].map(([key, { state: next }]): [string, FilterState] => [
        key,
        next,
      ]);
      return { state: new Map([...state, ...states]), filtered };
    },
  };
};
