import type { Pose } from "../core/index.js";
import { differenceOf } from "./difference.js";
import { crowding, jointCost } from "./likeness.js";
import { type Fitted, totalCost } from "./refine.js";
import { errorsOf, residualOf } from "./residuals.js";
import { scaleOf, typicalDepth } from "./scale.js";
import type { Seen } from "./sighting.js";
import { fits } from "./weights.js";

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

/** How ill a pose explains where it was pointed at, of those sightings that fit the likeliest one. */
const pixelCost = (pose: Pose, seen: Seen, { first, correlation }: Against): number => {
  const { intrinsics, common } = seen;
  const { deviation } = first;
  if (!common) return totalCost(pose, seen, deviation) / correlation;
  const errors = errorsOf(first.pose, seen);
  const fitting = seen.sightings.filter((_, i) =>
    fits(errors[i] ?? Number.POSITIVE_INFINITY, deviation),
  );
  const off = fitting.map((each) => residualOf(pose, each, intrinsics));
  const known = off.flatMap((each) => (each ? [each] : []));
  if (known.length < off.length) return Number.POSITIVE_INFINITY;
  const variance = (common.share * intrinsics.fx) ** 2;
  return (
    jointCost(known, fitting, deviation ** 2 + variance, { ...common, variance }) / correlation
  );
};

/** How ill depths go with a pose: those of a mirrored one fall where the model's rise. */
const depthCost = (pose: Pose, seen: Seen, { first, correlation }: Against): number => {
  const { deviation } = first;
  const scale = scaleOf(pose, seen, errorsOf(pose, seen), { deviation, depthDoubt: 0 });
  const alike = Math.max(correlation, crowding(seen.sightings, seen.common));
  return scale ? (scale.count / alike) * Math.log(Math.max(scale.spread, leastSpread)) : 0;
};

/** What poses are compared with: the likeliest one, and how many sightings count as one there. */
interface Against {
  readonly first: Fitted;
  readonly correlation: number;
}

const isElsewhere = (a: Pose, b: Pose, seen: Seen): boolean => {
  const { position, rotation } = differenceOf(a, b);
  return rotation > apart || position > apart * typicalDepth(a, seen);
};

/** The best of several fitted poses, by pixels and then, where they leave it open, by the model's depths. */
export const choose = (others: readonly Fitted[], seen: Seen, against: Against): Choice => {
  const costed = [against.first, ...others].map((fitted) => {
    const pixels = pixelCost(fitted.pose, seen, against);
    return { fitted, pixels, whole: pixels + depthCost(fitted.pose, seen, against) };
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
