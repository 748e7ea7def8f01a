import { nanosecondsPerSecond, type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** A step of the stamp that exceeds its log time's step by more is not believed. */
export const clockBound: Seconds = 1;
/** builtin_interfaces/Time counts seconds as int32. */
const stampLimit = 2n ** 31n * nanosecondsPerSecond;

/** A message as it says when its image was taken, and as it was recorded or arrived. */
export interface Timed {
  readonly stamp: Stamp;
  readonly logTime: Stamp;
  /** Too broken to say when: it is kept in its place, and says nothing of the clock. */
  readonly silent?: boolean;
}

/** A simulation's first frame is taken at 0: whether it is, or has no stamp, the next one tells. */
export const mayStart = (timed: Timed): boolean =>
  isSet(timed) || (!timed.silent && timed.stamp === 0n);

export const isSet = ({ stamp, silent = false }: Pick<Timed, "stamp" | "silent">): boolean =>
  !silent && stamp > 0n && stamp < stampLimit;

/**
 * Whether a stamp goes on from another as time does: it rises, by hardly more than the log time. It may rise by less (a
 * recorder that stalled, a simulation slower than the clock on the wall) and go back where the log time does.
 */
export const follows = (before: Timed, after: Timed): boolean => {
  const step = secondsBetween(before.stamp, after.stamp);
  const logged = secondsBetween(before.logTime, after.logTime);
  if (step > 0) return step <= Math.max(logged, 0) + clockBound;
  return step < -clockBound && Math.abs(step - logged) <= clockBound;
};

const seconds = (value: Seconds): string =>
  `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(3)} s`;

/** Why a stamp doesn't go on from the one before. */
export const whyRefused = (last: Timed | undefined, timed: Timed): string => {
  if (timed.silent) return "no header";
  if (timed.stamp === 0n) return "no stamp (0)";
  if (!isSet(timed)) return "the stamp is not within 2^31 seconds from 1970";
  const step = last && secondsBetween(last.stamp, timed.stamp);
  if (last === undefined || step === undefined) return "no other stamp agrees with this one";
  if (step <= 0 && step >= -clockBound) return "the stamp repeats or goes back";
  const logged = seconds(secondsBetween(last.logTime, timed.logTime));
  return `the stamp steps by ${seconds(step)} where the log time steps by ${logged}`;
};
