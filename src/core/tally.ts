import type { Reason, ReasonKind } from "./reason.js";

/** Different reasons beyond these are counted together: a broken source can have another one in every message. */
const most = 40;

/** Counts reasons, the first seen first. */
export interface Tally {
  readonly add: (kind: ReasonKind, what: string, times?: number) => void;
  readonly reasons: () => readonly Reason[];
}

export const createTally = (): Tally => {
  const counted = new Map<string, Reason>();
  return {
    add: (kind, what, times = 1) => {
      if (times === 0) return;
      const key = `${kind}: ${what}`;
      const known = counted.has(key) || counted.size < most;
      const at = known ? key : `${kind}: other`;
      const { count = 0 } = counted.get(at) ?? {};
      counted.set(at, { kind, what: known ? what : "other reasons", count: count + times });
    },
    reasons: () => [...counted.values()],
  };
};
