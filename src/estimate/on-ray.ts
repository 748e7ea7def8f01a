import { type Metres, norm, type PointEvidence, scale, subtract } from "../core/index.js";
import type { Measure } from "./apart.js";
import type { Place } from "./place.js";
import { acrossOf, relativeVariance, withDepth } from "./ray.js";

/**
 * A model's distance between gripper and thing errs by more than it says, and together with where it sees the thing: of
 * its variance, as a factor. Chosen on 901 simulated distances, where it makes 90 % intervals hold 90 %.
 */
const overstated = 2;
/** Models err by factors down to about this length. [m] */
const softening: Metres = 0.02;
/** How often the distance is right at all. */
const trust = 0.95;
/** So many depths are weighed, over so many σ to each side. */
const steps = 60;
const reach = 4;

/** How probable a distance is when another was told, up to a factor; both softened, `error` in metres. */
const likelihood = (metres: Metres, { metres: told, variance }: Measure, error: Metres): number => {
  const [is, was] = [metres + softening, told + softening];
  const sigma2 = (overstated * variance) / was ** 2 + (error / is) ** 2;
  const off = Math.log(is / was) ** 2 / sigma2;
  return (trust * Math.exp(-off / 2)) / Math.sqrt(sigma2) + (1 - trust);
};

/**
 * Where a thing is by the ray on which a model sees it, how deep it sees it there, and how far it takes it to be from a
 * gripper whose place is known. The distance alone has two answers, in front of the gripper and behind it; the depths
 * between are weighed one by one, and told as their mean and variance.
 */
export const onRay = (said: PointEvidence, gripper: Place, distance: Measure): PointEvidence => {
  const sigma = Math.sqrt(relativeVariance(said));
  const [xx, , , yy, , zz] = gripper.covariance;
  const error = Math.sqrt(acrossOf(said) + (xx + yy + zz) / 3);
  let [weight, mean, square] = [0, 0, 0];
  for (let step = -steps; step <= steps; step++) {
    const at = (step / steps) * reach;
    const point = scale(said.point, Math.exp(at * sigma));
    const apart = norm(subtract(point, gripper.point));
    const density = Math.exp(-(at ** 2) / 2) * likelihood(apart, distance, error);
    weight += density;
    mean += density * at;
    square += density * at ** 2;
  }
  const middle = mean / weight;
  const relative = (square / weight - middle ** 2) * sigma ** 2;
  return withDepth(said, Math.exp(middle * sigma), relative);
};
