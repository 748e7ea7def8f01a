import type { Seconds, Stamp } from "../core/index.js";

/** Without a word of the server, its clock is not taken to go on for longer: a simulation may have been paused. */
const longest: Seconds = 1;

/** The robot's time, as its server's words tell it; this computer's clock only counts in between. */
export interface RobotClock {
  readonly heard: (time: Stamp) => void;
  readonly now: () => Stamp;
}

/** `clock` only goes forward. */
export const createRobotClock = (clock: () => Seconds): RobotClock => {
  let [told, at]: [Stamp, Seconds] = [0n, clock()];
  return {
    heard: (time) => {
      [told, at] = [time, clock()];
    },
    now: () => told + BigInt(Math.round(Math.min(clock() - at, longest) * 1e9)),
  };
};
