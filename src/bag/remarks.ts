import type { Reason } from "../core/index.js";

/** What is noted of a file while it is opened and read: each reason once, with how often it was so. */
export interface Remarks {
  readonly list: readonly Reason[];
  readonly note: (reason: Reason) => void;
  /** A pass over the messages: a second one meets the same faults again, and doesn't count them again. */
  readonly pass: () => (reason: Reason) => void;
}

export const createRemarks = (): Remarks => {
  const noted = new Map<string, Reason>();
  const atLeast = (reason: Reason): void => {
    if (reason.count > (noted.get(reason.what)?.count ?? 0)) noted.set(reason.what, reason);
  };
  return {
    get list() {
      return [...noted.values()];
    },
    note: atLeast,
    pass: () => {
      const counts = new Map<string, number>();
      return (reason) => {
        const count = (counts.get(reason.what) ?? 0) + reason.count;
        counts.set(reason.what, count);
        atLeast({ ...reason, count });
      };
    },
  };
};

/** The same reasons of several files, added up. */
export const addedUp = (reasons: Iterable<Reason>): readonly Reason[] => {
  const sums = new Map<string, Reason>();
  for (const reason of reasons) {
    const count = (sums.get(reason.what)?.count ?? 0) + reason.count;
    sums.set(reason.what, { ...reason, count });
  }
  return [...sums.values()];
};
