import {
  isLengthFact,
  type Observation,
  type SpatialFact,
  type Stamp,
  secondsBetween,
  sourcesOf,
} from "../core/index.js";
import {
  type FilteredValue,
  type FrameTrust,
  frameTrust,
  type RewardState,
  type Task,
  type TrustedLength,
} from "../reward/index.js";
import { stepWhereabouts, type Whereabouts } from "./whereabouts.js";

/** What trust remembers of the frame before. */
export interface TrustState {
  readonly stamp: Stamp;
  readonly lengths: ReadonlyMap<string, number>;
  /** What follows from the whole picture, and since when it has been the very same. */
  readonly picture?: string;
  readonly since: Stamp;
  readonly whereabouts: Whereabouts;
}

/** nano's answers follow from every pixel; one that answers in words repeats its round numbers while things move. */
const followsFromPixels = ({ source }: SpatialFact): boolean => sourcesOf(source).includes("nano");

/**
 * A model's novelty is a function of the whole picture. Where there is none (stored facts don't carry it), nano's
 * answers are. Undefined: nothing tells whether the picture stands still, or it may.
 */
const pictureIn = ({ maxStill }: Task, { novelty, facts }: Observation): string | undefined => {
  if (maxStill === undefined) return undefined;
  if (novelty !== undefined) return `novelty ${novelty}`;
  const fine = facts.filter(followsFromPixels);
  if (fine.length === 0) return undefined;
  return fine
    .flatMap((fact) => [
      isLengthFact(fact) ? fact.metres : fact.probability,
      ...(fact.subjectPoint ?? []),
      ...(fact.objectPoint ?? []),
    ])
    .join(" ");
};

const refutedIn = ({ evidence = [], refused = [] }: Observation): number =>
  refused.length / Math.max(evidence.length, refused.length, 1);

const lengthsOf = (
  keys: readonly string[],
  values: ReadonlyMap<string, FilteredValue>,
  stamp: Stamp,
  before: TrustState | undefined,
): readonly TrustedLength[] =>
  keys.flatMap((key) => {
    const value = values.get(key);
    if (value?.kind !== "length" || value.filtered === undefined) return [];
    const metres = before?.lengths.get(key);
    const { filtered, stddev } = value;
    return [
      {
        key,
        metres: filtered,
        ...(stddev !== undefined && { stddev }),
        ...(before &&
          metres !== undefined && {
            before: { metres, ago: secondsBetween(before.stamp, stamp) },
          }),
      },
    ];
  });

/** How far a frame whose stamp rose can be believed, in the stage it comes in. A frame that failed not at all. */
export const stepTrust = (
  task: Task,
  { stageIndex }: RewardState,
  before: TrustState | undefined,
  observation: Observation,
  values: ReadonlyMap<string, FilteredValue>,
): { readonly state: TrustState | undefined; readonly told: FrameTrust } => {
  const { stamp, novelty, failure } = observation;
  if (failure) return { state: before, told: { trust: 0, why: failure.message, unchanged: 0 } };
  const picture = pictureIn(task, observation);
  const same = before !== undefined && picture !== undefined && picture === before.picture;
  const since = same ? before.since : stamp;
  const { whereabouts, astray } = stepWhereabouts(
    task,
    before?.whereabouts ?? new Map(),
    observation,
  );
  const told = frameTrust({
    ...(novelty !== undefined && { novelty }),
    lengths: lengthsOf(task.stages[stageIndex]?.needs ?? [], values, stamp, before),
    refuted: refutedIn(observation),
    unchanged: secondsBetween(since, stamp),
    astray,
    metresPerSecond: task.maxSpeed,
  });
  const lengths = new Map(
    [...values].flatMap(([key, value]) =>
      value.kind === "length" && value.filtered !== undefined ? [[key, value.filtered]] : [],
    ),
  );
  const seen = { stamp, lengths, since, whereabouts, ...(picture !== undefined && { picture }) };
  return { state: seen, told };
};
