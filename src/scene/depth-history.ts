import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";
import type { DepthMessage } from "./message.js";
import { clockBound, isSet, type Timed } from "./stamps.js";

/** A depth image further from a frame shows another moment: half a period of a camera at 10 Hz. */
export const depthBound: Seconds = 0.05;
/** Of those that may still be the nearest to a frame; at 60 Hz a second's. */
const most = 64;
const mostBytes = 128 * 2 ** 20;
/** Stamps that go back by more are of a clock that was set. */
const setBack: Seconds = 1;

/** Why a frame has no depth. */
export interface DepthFault {
  readonly kind: "missing";
  readonly what: string;
}

/** The depth images of a camera that frames may still ask for. */
export interface DepthHistory {
  readonly add: (message: DepthMessage) => void;
  /** The nearest in time, within 50 ms. */
  readonly at: (frame: Timed) => DepthMessage | DepthFault;
  readonly isEmpty: () => boolean;
  /** Whether no image that is still to come can be nearer, as long as they come in the order of their stamps. */
  readonly isToldUpTo: (frame: Timed) => boolean;
  /** No frame is asked for any more that is older than this one. */
  readonly forgetBefore: (frame: Timed) => void;
}

export const isDepth = (found: DepthMessage | DepthFault): found is DepthMessage =>
  found.kind === "depth";

const missing = (what: string): DepthFault => ({ kind: "missing", what });

/** Frames without a stamp are known by their log time, and depth images beside them, too. */
const timeIn = ({ header, logTime }: DepthMessage, frame: Timed): Stamp | undefined => {
  if (!isSet(frame)) return logTime;
  return isSet({ stamp: header.stamp }) ? header.stamp : undefined;
};

const timeOf = (frame: Timed): Stamp => (isSet(frame) ? frame.stamp : frame.logTime);

export const createDepthHistory = (): DepthHistory => {
  let held: readonly DepthMessage[] = [];
  let newest: DepthMessage | undefined;

  const nearest = (frame: Timed): readonly [DepthMessage, Seconds] | undefined => {
    let best: readonly [DepthMessage, Seconds] | undefined;
    for (const message of held) {
      const time = timeIn(message, frame);
      const apart = time === undefined ? undefined : secondsBetween(timeOf(frame), time);
      if (apart !== undefined && (!best || Math.abs(apart) < Math.abs(best[1])))
        best = [message, apart];
    }
    return best;
  };

  const whyNone = (frame: Timed, apart: Seconds | undefined): string => {
    if (!newest) return "no depth image has come";
    if (apart === undefined) return "the depth images have no stamps";
    const logged = secondsBetween(frame.logTime, newest.logTime);
    const distance = `${Math.abs(apart).toFixed(3)} s ${apart < 0 ? "before" : "after"} the frame`;
    if (Math.abs(apart - logged) > clockBound && Math.abs(apart) > clockBound)
      return `the depth image beside it is stamped ${distance}: the cameras' clocks differ`;
    return `the nearest depth image was taken ${distance}; at most ${depthBound} s count`;
  };

  return {
    add: (message) => {
      const before = newest?.header.stamp;
      const { stamp } = message.header;
      if (before !== undefined && stamp > 0n && secondsBetween(before, stamp) < -setBack) held = [];
      newest = message;
      held = [...held, message].slice(-most);
      let bytes = held.reduce((sum, each) => sum + each.bytes, 0);
      while (bytes > mostBytes && held.length > 1) {
        bytes -= held[0]?.bytes ?? 0;
        held = held.slice(1);
      }
    },
    at: (frame) => {
      const found = nearest(frame);
      return found && Math.abs(found[1]) <= depthBound
        ? found[0]
        : missing(whyNone(frame, found?.[1]));
    },
    isEmpty: () => newest === undefined,
    isToldUpTo: (frame) => {
      const time = newest && timeIn(newest, frame);
      return time !== undefined && time >= timeOf(frame);
    },
    forgetBefore: (frame) => {
      const at = held.findLastIndex((message) => {
        const time = timeIn(message, frame);
        return time !== undefined && time <= timeOf(frame);
      });
      // The newest one before it may still be the nearest to the next.
      if (at > 0) held = held.slice(at);
    },
  };
};
