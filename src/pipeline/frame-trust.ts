import { type Observation, secondsBetween } from "../core/index.js";
import type { FilteredValue } from "../reward/index.js";
import type { Pace } from "./pace.js";

/** Beyond 1 an image is unlike those the model has learnt from; this much further, half of the trust is left. */
const halfNovelty = 0.5;
/** A length as unsure as itself and this much leaves half of the trust. [m] */
const leastLength = 0.1;
/** Of what is known of a thing's place, all refused leaves this. */
const refusedShare = 0.5;
/** An answer further off than a hand can have moved, by more than so many σ, leaves this. */
const jumpDeviations = 3;
const jumped = 0.3;

const byNovelty = ({ novelty = 0 }: Observation): number =>
  1 / (1 + (Math.max(0, novelty - 1) / halfNovelty) ** 2);

const bySources = ({ evidence = [], refused = [] }: Observation): number =>
  refused.length === 0
    ? 1
    : 1 - (refusedShare * refused.length) / Math.max(refused.length, evidence.length);

const byDeviation = (value: FilteredValue): number => {
  if (value.kind !== "length" || value.filtered === undefined || value.stddev === undefined)
    return 1;
  return 1 / (1 + (value.stddev / (value.filtered + leastLength)) ** 2);
};

const byJump = (
  [key, value]: readonly [string, FilteredValue],
  { observation, before, maxSpeed }: TrustContext,
): number => {
  const last = before.get(key);
  if (!last || value.kind !== "length" || value.raw === undefined) return 1;
  const reach = maxSpeed * Math.max(0, secondsBetween(last.stamp, observation.stamp));
  const beyond = Math.abs(value.raw - last.metres) - reach;
  return beyond > jumpDeviations * (value.stddev ?? leastLength) ? jumped : 1;
};

export interface TrustContext {
  readonly observation: Observation;
  /** Of the frames before. */
  readonly before: Pace;
  /** m/s */
  readonly maxSpeed: number;
}

/**
 * How far a frame is to be trusted, 0 to 1: less where its image is unlike any the model has learnt from, a length is
 * as unsure as long, sources disagree, or an answer jumps as no hand does. 0 of a frame that could not be looked at.
 */
export const frameTrust = (
  values: ReadonlyMap<string, FilteredValue>,
  context: TrustContext,
): number => {
  const { observation } = context;
  if (observation.failure) return 0;
  const lengths = [...values].map((each) => byDeviation(each[1]) * byJump(each, context));
  return byNovelty(observation) * bySources(observation) * Math.min(1, ...lengths);
};
