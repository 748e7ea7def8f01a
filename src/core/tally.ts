import { type Reason, type ReasonKind, reasonKey, reasonWith } from "./reason.js";

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
      const own = reasonKey({ kind, what });
      const cause =
        counted.has(own) || counted.size < most ? { kind, what } : { kind, what: "other reasons" };
      const key = reasonKey(cause);
      const known = counted.get(key);
      counted.set(key, {
        kind,
        what: reasonWith(known?.what, cause),
        count: (known?.count ?? 0) + times,
      });
    },
    reasons: () => [...counted.values()],
  };
};
