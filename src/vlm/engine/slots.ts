import { SpatialRewardError } from "../../core/index.js";

interface Waiter {
  readonly give: (slot: number) => void;
  readonly refuse: (reason: unknown) => void;
}

/** Numbered places of which each is held by one call at a time; a bounded number of calls wait, first come first served. */
export interface Slots {
  /** @throws SpatialRewardError model.busy when too many wait, or the signal's reason when it aborts */
  take(signal?: AbortSignal): Promise<number>;
  give(slot: number): void;
  /** Refuses those who wait and who come later, and resolves when every slot is back. */
  close(reason: SpatialRewardError): Promise<void>;
}

const busy = (count: number, maxWaiting: number): SpatialRewardError =>
  new SpatialRewardError(
    "model.busy",
    `${count} frames are being asked about and ${maxWaiting} wait: the queue is full`,
  );

export const createSlots = (count: number, maxWaiting: number): Slots => {
  const idle = Array.from({ length: count }, (_, slot) => slot);
  const waiting = new Set<Waiter>();
  let closed: SpatialRewardError | undefined;
  let emptied = (): void => undefined;

  const wait = (signal?: AbortSignal): Promise<number> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(waiter);
        signal?.removeEventListener("abort", abort);
      };
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          leave();
          how(value);
        };
      const waiter: Waiter = { give: settle(resolve), refuse: settle(reject) };
      const abort = (): void => waiter.refuse(signal?.reason);
      signal?.addEventListener("abort", abort);
      waiting.add(waiter);
    });

  return {
    take: async (signal) => {
      signal?.throwIfAborted();
      if (closed) throw closed;
      const slot = idle.shift();
      if (slot !== undefined) return slot;
      if (waiting.size >= maxWaiting) throw busy(count, maxWaiting);
      return wait(signal);
    },
    give: (slot) => {
      const [next] = waiting;
      if (next) return next.give(slot);
      idle.push(slot);
      if (idle.length === count) emptied();
    },
    close: (reason) => {
      closed = reason;
      for (const waiter of waiting) waiter.refuse(reason);
      return new Promise((resolve) => {
        if (idle.length === count) resolve();
        else emptied = resolve;
      });
    },
  };
};
