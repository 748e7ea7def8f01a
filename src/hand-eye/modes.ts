import type { Pose } from "../core/index.js";
import { differenceOf } from "./difference.js";
import { type Fitted, totalCost } from "./refine.js";
import { errorsOf } from "./residuals.js";
import { scaleOf, typicalDepth } from "./scale.js";
import type { Seen } from "./sighting.js";

/** Natural logarithm of how much better one of two poses must explain what was seen: a thousandfold. */
const decided = Math.log(1000);
/** Radians, and share of the depth: nearer poses are one. */
const apart = 0.1;
/** No model's depths agree better than this, as a share, from one picture to another. */
const leastSpread = 1e-3;

/** What explains the pixels best, and what else would. */
export interface Choice {
  readonly best: Fitted;
  /** Another pose that can't be told from it. */
  readonly rival?: Pose;
  /** The pixels alone would have allowed another one. */
  readonly byDepth: boolean;
}

/** How ill depths go with a pose: those of a mirrored one fall where the model's rise. */
const depthCost = (pose: Pose, seen: Seen, deviation: number, correlation: number): number => {
  const scale = scaleOf(pose, seen, errorsOf(pose, seen), { deviation, depthDoubt: 0 });
  return scale ? (scale.count / correlation) * Math.log(Math.max(scale.spread, leastSpread)) : 0;
};

const isElsewhere = (a: Pose, b: Pose, seen: Seen): boolean => {
  const { position, rotation } = differenceOf(a, b);
  return rotation > apart || position > apart * typicalDepth(a, seen);
};

/**
 * The best of several fitted poses, by pixels and then, where they leave it open, by the model's depths.
 * @param first with the least deviation
 * @param correlation how many sightings count as one
 */
export const choose = (
  first: Fitted,
  others: readonly Fitted[],
  seen: Seen,
  correlation: number,
): Choice => {
  const { deviation } = first;
  const costed = [first, ...others].map((fitted) => {
    const pixels = totalCost(fitted.pose, seen, deviation) / correlation;
    const depths = depthCost(fitted.pose, seen, deviation, correlation);
    return { fitted, pixels, whole: pixels + depths };
  });
  const least = Math.min(...costed.map(({ pixels }) => pixels));
  const open = costed.filter(({ pixels }) => pixels - least < decided);
  const best = open.reduce((a, b) => (b.whole < a.whole ? b : a));
  const elsewhere = open.filter(({ fitted }) => isElsewhere(best.fitted.pose, fitted.pose, seen));
  const rival = elsewhere.find(({ whole }) => whole - best.whole < decided);
  return {
    best: best.fitted,
    ...(rival && { rival: rival.fitted.pose }),
    byDepth: elsewhere.length > 0,
  };
};
