/** Time that passes, as fast as a player plays. */
export interface Clock {
  readonly isRunning: () => boolean;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Calls back before every repaint with the seconds that passed, until it is stopped. */
export const createClock = (tick: (seconds: number) => void): Clock => {
  let request: number | undefined;
  let before = 0;
  const next = (now: number): void => {
    request = requestAnimationFrame(next);
    // The first repaint may be of before the start.
    const passed = Math.max(0, now - before) / 1000;
    before = now;
    tick(passed);
  };
  return {
    isRunning: () => request !== undefined,
    start: () => {
      if (request !== undefined) return;
      before = performance.now();
      request = requestAnimationFrame(next);
    },
    stop: () => {
      if (request !== undefined) cancelAnimationFrame(request);
      request = undefined;
    },
  };
};
