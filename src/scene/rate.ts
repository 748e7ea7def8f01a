import { nanosecondsPerSecond, type Stamp } from "../core/index.js";

/** A jump back of more than this starts the clock anew (DESIGN.md: it starts an episode). */
const jump = -nanosecondsPerSecond;

/**
 * Says of each stamp in turn whether its frame is taken, so that at most `hertz` frames are taken a second.
 * The beat is kept (10 Hz of 30 Hz is every third frame, jitter or not), and no rate takes every frame.
 */
export const createRateLimit = (hertz: number | undefined): ((stamp: Stamp) => boolean) => {
  if (hertz === undefined) return () => true;
  const period = BigInt(Math.round(1e9 / hertz));
  // Stamps jitter by a fraction of the frame period: a frame that comes a little early is on time.
  const slack = period / 8n;
  let due: Stamp | undefined;
  let last: Stamp | undefined;
  return (stamp) => {
    if (last !== undefined && stamp - last < jump) due = undefined;
    last = stamp;
    if (due !== undefined && stamp < due - slack) return false;
    // After a gap the beat starts at the frame that ends it.
    due = due === undefined || stamp > due + period ? stamp + period : due + period;
    return true;
  };
};
