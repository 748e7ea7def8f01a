import type { Stamp } from "../core/index.js";
import type { Closable, RosNode } from "./port.js";

/** Milliseconds between two looks at ROS's clock, which need not go as the computer's does. */
const shortestLook = 5;

export interface DueTimer extends Closable {
  /** Looks when ROS's clock has come so far; undefined: not any more. The last call counts. */
  readonly set: (due: Stamp | undefined) => void;
}

/** Wakes what waits for ROS time to pass. */
export const createDueTimer = (node: Pick<RosNode, "now">, look: () => void): DueTimer => {
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (due) => {
      clearTimeout(timer);
      if (due === undefined) return;
      timer = setTimeout(look, Math.max(Number(due - node.now()) / 1e6, shortestLook));
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
};
