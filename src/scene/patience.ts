import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** For how long a frame waits for what belongs to it, before anything of its kind has come. */
export const firstPatience: Seconds = 1;
/** And later. */
export const patience: Seconds = 0.1;

/** What a source can say of a frame by now. */
export interface Knowledge {
  /** Something of its kind has come. */
  readonly any: boolean;
  /** Nothing that is still to come can change what it says of the frame. */
  readonly whole: boolean;
}

/** Until when a frame waits for a source; one that was waited for in vain is waited for again when it speaks. */
export interface Wait {
  /** 0: no longer. */
  readonly for: (knowledge: Knowledge) => Seconds;
  /** It was waited for long enough. */
  readonly gaveUp: () => void;
  /** It spoke of a frame that has come. */
  readonly heard: () => void;
}

const never = (): Seconds => 0;

/**
 * `expected`: whether anything of the kind can come, as far as is known by now. `unannounced`: for how long something is
 * waited for that is not expected, before anything of its kind has come.
 */
export const createWait = (expected: () => boolean, unannounced: () => Seconds = never): Wait => {
  let waits = true;
  return {
    for: ({ any, whole }) => {
      if (whole || !waits) return 0;
      if (!expected()) return any ? 0 : unannounced();
      return any ? patience : firstPatience;
    },
    gaveUp: () => {
      waits = false;
    },
    heard: () => {
      waits = true;
    },
  };
};

/** Whether so much log time has passed since. */
export const hasPassed = (since: Stamp, seconds: Seconds, now: Stamp): boolean =>
  secondsBetween(since, now) >= seconds;

export const later = (stamp: Stamp, seconds: Seconds): Stamp =>
  stamp + BigInt(Math.round(seconds * 1e9));
