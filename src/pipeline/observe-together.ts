import type { Frame, Observation } from "../core/index.js";
import type { Observe } from "./observe.js";
import { withStandIns } from "./stand-ins.js";

/**
 * Asks about a frame and the other cameras' frames that go with it, all at once; about each of those only once, however
 * many frames it goes with. What they tell goes along as `others`, and stands in for what the frame itself can't tell.
 */
export const observeTogether = (look: Observe): Observe => {
  const asked = new WeakMap<Frame, Promise<Observation>>();
  const once = (frame: Frame, signal: AbortSignal | undefined): Promise<Observation> => {
    const known = asked.get(frame);
    if (known) return known;
    const observation = look(frame, signal);
    asked.set(frame, observation);
    return observation;
  };
  return async (frame, signal) => {
    const { others = [] } = frame;
    const [own, ...theirs] = await Promise.all([
      look(frame, signal),
      ...others.map((other) => once(other.frame, signal)),
    ]);
    if (others.length === 0) return own;
    const told = theirs.flatMap((observation, at) => {
      const camera = others[at]?.camera;
      return camera === undefined ? [] : [{ camera, observation }];
    });
    return withStandIns({ ...own, others: told });
  };
};
