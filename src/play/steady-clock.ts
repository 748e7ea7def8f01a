import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import type { SteadyClock } from "./play.js";

/** The machine's own; a system clock that is set while a recording plays doesn't disturb it. */
export const machineClock: SteadyClock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await setTimeout(milliseconds, undefined, { signal });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  },
};
