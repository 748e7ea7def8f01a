import type { Stamp } from "../core/index.js";

/** Messages that are on their way to the other thread at once: one that it looks at, and the next. */
const underWay = 2;

export interface Kept {
  readonly time: Stamp;
  readonly bytes: Uint8Array;
  /** Left out before it. */
  readonly missed: number;
}

/** A channel's messages between two threads: a bounded number of them, however slow the other one is. */
export interface Backlog {
  /** What is to be sent on now. */
  readonly take: (time: Stamp, bytes: Uint8Array) => Kept | undefined;
  /** The other thread has looked at one: what is to be sent on now. */
  readonly taken: () => Kept | undefined;
}

/** `keep`: those that wait at most, the newest ones. */
export const createBacklog = (keep: number): Backlog => {
  let sent = 0;
  let missed = 0;
  let waiting: readonly Omit<Kept, "missed">[] = [];

  const send = (): Kept | undefined => {
    const [next, ...rest] = waiting;
    if (next === undefined || sent >= underWay) return undefined;
    waiting = rest;
    sent++;
    const message = { ...next, missed };
    missed = 0;
    return message;
  };
  return {
    take: (time, bytes) => {
      waiting = [...waiting, { time, bytes }];
      const next = send();
      if (waiting.length > keep) {
        missed += waiting.length - keep;
        waiting = waiting.slice(-keep);
      }
      return next;
    },
    taken: () => {
      sent = Math.max(0, sent - 1);
      return send();
    },
  };
};
