import type { Stamp } from "../core/index.js";
import type { Closable, Robot } from "./port.js";

/** Milliseconds between two looks at the robot's clock, which need not go as the computer's does. */
const shortestLook = 5;

export interface DueTimer extends Closable {
  /** Looks when the robot's clock has come so far; undefined: not any more. The last call counts. */
  readonly set: (due: Stamp | undefined) => void;
}

/**
 * Wakes what waits for the robot's time to pass, and says what time it is. Where its clock stood still meanwhile, as that of a
 * paused simulation does, the computer's counts: nothing waits for ever.
 */
export const createDueTimer = (robot: Pick<Robot, "now">, look: (now: Stamp) => void): DueTimer => {
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (due) => {
      clearTimeout(timer);
      if (due === undefined) return;
      const from = robot.now();
      const wake = (): void => {
        const now = robot.now();
        look(now === from && now < due ? due : now);
      };
      timer = setTimeout(wake, Math.max(Number(due - from) / 1e6, shortestLook));
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
};
