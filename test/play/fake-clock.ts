import type { SteadyClock } from "../../src/play/index.js";

/** Time passes only while somebody sleeps on it, or as a test says. */
export const fakeClock = () => {
  let now = 5000;
  const slept: number[] = [];
  const clock: SteadyClock = {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      if (signal.aborted) return;
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  return {
    clock,
    slept,
    /** Work that takes time. */
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
  };
};
