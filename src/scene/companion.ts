import { type Reason, type Seconds, type Stamp, secondsBetween } from "../core/index.js";
import { firstPatience, patience } from "./patience.js";
import { clockBound } from "./stamps.js";

/** A frame as it was taken, and as it was recorded or arrived. */
export interface Arrived {
  readonly stamp: Stamp;
  readonly logTime: Stamp;
}

/** What is held of a camera that goes along with another one, which paces. */
export interface Companion<F extends Arrived> {
  readonly camera: string;
  readonly add: (frame: F) => void;
  /** Seconds, from when it came, that a frame of the pacing camera waits for this one's. */
  readonly waitOf: (pacing: Arrived) => Seconds;
  /** It was waited for long enough. */
  readonly gaveUp: () => void;
  /** The frame that goes with one of the pacing camera; without, why is counted. */
  readonly with: (pacing: Arrived) => F | undefined;
  readonly reasons: () => readonly Reason[];
}

export interface CompanionSettings<F> {
  /** Stamps that are further apart don't go together. Of the moment. */
  readonly within: () => Seconds;
  /** Whether frames of the camera may come, as far as is known by now. */
  readonly expects: () => boolean;
  /** It goes with no further frame of the pacing camera's. */
  readonly onGone: (frame: F) => void;
}

/**
 * A frame that was taken so much later than the pacing camera's still goes with it: half of the period at 25 Hz, so
 * that cameras which run freely, or are triggered together, are matched to the nearest frame of either side.
 */
const ahead: Seconds = 0.02;
/** The next frame comes no sooner than after this share of the shortest of the latest periods. */
const soonest = 0.75;
const periodsKept = 8;
/** A camera that has left out more of the longest of the latest periods has fallen silent. */
const mostMissed = 2;
/** Frames held at most: a second's at 30 Hz. A pacing camera that is further behind finds the older ones gone. */
const mostHeld = 32;

const clockText = (camera: string, seconds: Seconds): string =>
  `camera ${camera}: its clock is ${Math.abs(seconds).toFixed(1)} s ${seconds > 0 ? "ahead of" : "behind"} the pacing camera's; its frames are not used`;

/** How often a frame had no companion, by why. */
const createCounts = (camera: string) => {
  let absent: { readonly count: number; readonly bound: Seconds } | undefined;
  let apart: { readonly count: number; readonly first: Seconds } | undefined;
  return {
    absent: (bound: Seconds): void => {
      absent = { count: (absent?.count ?? 0) + 1, bound };
    },
    apart: (seconds: Seconds): void => {
      apart = { count: (apart?.count ?? 0) + 1, first: apart?.first ?? seconds };
    },
    reasons: (): readonly Reason[] => [
      ...(apart
        ? [{ kind: "camera", what: clockText(camera, apart.first), count: apart.count } as const]
        : []),
      ...(absent
        ? [
            {
              kind: "camera",
              what: `camera ${camera}: no frame of it within ${absent.bound} s`,
              count: absent.count,
            } as const,
          ]
        : []),
    ],
  };
};

export const createCompanion = <F extends Arrived>(
  camera: string,
  { within, expects, onGone }: CompanionSettings<F>,
): Companion<F> => {
  /** In the order of their stamps. */
  let held: readonly F[] = [];
  let periods: readonly Seconds[] = [];
  /** It was expected to begin, and did not. */
  let givenUp = false;
  const counts = createCounts(camera);

  const letGo = (goes: (frame: F, at: number) => boolean): void => {
    const gone = held.filter(goes);
    held = held.filter((frame, at) => !goes(frame, at));
    for (const frame of gone) onGone(frame);
  };

  /** By stamps alone: messages that arrive in another order must not change what goes together. */
  const isWorthWaiting = (newest: Stamp, stamp: Stamp): boolean => {
    const behind = secondsBetween(newest, stamp);
    if (periods.length === 0) return behind > 0 && behind <= firstPatience;
    const next = soonest * Math.min(...periods) - behind;
    const silent = mostMissed * Math.max(...periods) + patience;
    return behind > 0 && behind <= silent && next <= Math.min(ahead, behind);
  };

  const nearest = ({ stamp }: Arrived): F | undefined => {
    const bound = within();
    const apart = (frame: F): Seconds => Math.abs(secondsBetween(stamp, frame.stamp));
    return held
      .filter((frame) => {
        const later = secondsBetween(stamp, frame.stamp);
        return later >= -bound && later <= Math.min(ahead, bound);
      })
      .reduce<F | undefined>(
        (best, frame) => (best && apart(best) <= apart(frame) ? best : frame),
        undefined,
      );
  };

  const whyNone = (pacing: Arrived): void => {
    const newest = held.at(-1);
    const bound = within();
    const logged = newest && Math.abs(secondsBetween(newest.logTime, pacing.logTime));
    const offset =
      newest &&
      secondsBetween(pacing.stamp, newest.stamp) - secondsBetween(pacing.logTime, newest.logTime);
    // What came at the same time and tells of another one.
    if (logged !== undefined && offset !== undefined && logged <= bound && Math.abs(offset) > bound)
      counts.apart(offset);
    else counts.absent(bound);
  };

  return {
    camera,
    add: (frame) => {
      const before = held.at(-1);
      const period = before && secondsBetween(before.stamp, frame.stamp);
      // A clock that was set says nothing of what was before it.
      if (period !== undefined && period <= -clockBound) periods = [];
      else if (period !== undefined && period > 0)
        periods = [...periods, period].slice(-periodsKept);
      letGo(({ stamp }) => stamp >= frame.stamp);
      held = [...held, frame];
      letGo((_, at) => at < held.length - mostHeld);
    },
    waitOf: ({ stamp }) => {
      const newest = held.at(-1);
      if (!newest) return givenUp || !expects() ? 0 : firstPatience;
      return isWorthWaiting(newest.stamp, stamp) ? patience : 0;
    },
    gaveUp: () => {
      givenUp = true;
    },
    with: (pacing) => {
      const found = nearest(pacing);
      if (!found) whyNone(pacing);
      const last = held.findLastIndex(({ stamp }) => stamp <= pacing.stamp);
      letGo((_, at) => at < last);
      return found;
    },
    reasons: counts.reasons,
  };
};
