import { type Seconds, type Stamp, stampOf } from "../core/index.js";

/**
 * Without a word of the server, its clock is not taken to go on for longer: a simulation may have been paused. One that
 * says it is earlier by more than that was set; by less, its words came late.
 */
const longest: Seconds = 1;

/** The robot's time, as its server's words tell it; this computer's clock only counts in between. */
export interface RobotClock {
  readonly heard: (time: Stamp) => void;
  readonly now: () => Stamp;
}

/** `clock` only goes forward. */
export const createRobotClock = (clock: () => Seconds): RobotClock => {
  let [told, at]: [Stamp, Seconds] = [0n, clock()];
  let newest: Stamp = 0n;
  return {
    heard: (time) => {
      [told, at] = [time, clock()];
      if (time < newest - stampOf(longest)) newest = time;
    },
    now: () => {
      const now = told + stampOf(Math.min(clock() - at, longest));
      if (now > newest) newest = now;
      return newest;
    },
  };
};
