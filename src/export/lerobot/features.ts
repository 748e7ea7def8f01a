import { distancesOf, type StepDistances } from "../distances.js";
import type { ExportData, ExportEpisode } from "../episode.js";
import type { Step } from "../grid.js";

/** A column of numbers, as info.json tells it; one with a single number is a scalar. */
export interface Feature {
  readonly key: string;
  readonly dtype: "float32" | "int64" | "bool";
  readonly names: readonly string[] | null;
  readonly width: number;
}

/** Numbers of a row, by the feature's key. */
export type FeatureRow = Readonly<Record<string, readonly number[]>>;

export const scalar = (key: string, dtype: Feature["dtype"]): Feature => ({
  key,
  dtype,
  names: null,
  width: 1,
});

const vector = (
  key: string,
  names: readonly string[] | undefined,
  dtype: Feature["dtype"] = "float32",
): readonly Feature[] =>
  names === undefined || names.length === 0 ? [] : [{ key, dtype, names, width: names.length }];

/** Where an episode's rows stand in its data set. */
export interface Place {
  /** Of the episode among all. */
  readonly episode: number;
  /** Of the episode's first row among all. */
  readonly from: number;
  readonly task: number;
  readonly fps: number;
}

/** What every row of a data set tells of its place. */
export const placeFeatures: readonly Feature[] = [
  scalar("timestamp", "float32"),
  scalar("frame_index", "int64"),
  scalar("episode_index", "int64"),
  scalar("index", "int64"),
  scalar("task_index", "int64"),
];

/** Of the k-th row of an episode. */
export const placeRow = ({ episode, from, task, fps }: Place, k: number): FeatureRow => ({
  timestamp: [k / fps],
  frame_index: [k],
  episode_index: [episode],
  index: [from + k],
  task_index: [task],
});

/** What the robot sensed and was told. */
export const robotFeatures = (data: ExportData): readonly Feature[] => [
  ...vector("observation.state", data.stateNames),
  ...vector("action", data.actionNames),
];

export const robotRow = ({ state, action }: ExportEpisode, step: number): FeatureRow => ({
  "observation.state": [...(state?.[step] ?? [])],
  action: [...(action?.[step] ?? [])],
});

/** LeRobot's own, then ours: `next.*` is of the step that follows, `spatial.*` of the row's own. */
export const featuresOf = (data: ExportData): readonly Feature[] => [
  ...robotFeatures(data),
  scalar("next.reward", "float32"),
  scalar("next.done", "bool"),
  scalar("next.success", "bool"),
  scalar("next.truncated", "bool"),
  scalar("next.valid", "bool"),
  scalar("complementary_info.discount", "float32"),
  scalar("spatial.potential", "float32"),
  scalar("spatial.valid", "bool"),
  scalar("spatial.trust", "float32"),
  ...vector("spatial.distance", data.distanceKeys),
  ...vector("spatial.distance_stddev", data.distanceKeys),
  ...vector("spatial.distance_known", data.distanceKeys, "bool"),
  ...placeFeatures,
];

/** Labels of earlier versions did not judge it: there, what is valid was believed. */
const trustIn = (step: Step | undefined): number =>
  step?.frame.trust ?? Number(step?.valid ?? false);

const spatial = (distances: StepDistances | undefined): FeatureRow => ({
  "spatial.distance": distances?.metres ?? [],
  "spatial.distance_stddev": distances?.stddev ?? [],
  "spatial.distance_known": distances?.known.map(Number) ?? [],
});

/**
 * A row a transition. LeRobot's replay buffer looks no further than a row that is done: one whose time ran out is
 * truncated alone.
 */
export const rowsOf = (
  { distanceKeys }: ExportData,
  episode: ExportEpisode,
  place: Place,
): readonly FeatureRow[] => {
  const { steps, transitions } = episode;
  const distances = distancesOf(distanceKeys, steps);
  return transitions.map((next, k) => ({
    ...robotRow(episode, k),
    "next.reward": [next.reward],
    "next.done": [Number(next.terminated)],
    "next.success": [Number(next.success)],
    "next.truncated": [Number(next.truncated)],
    "next.valid": [Number(next.valid)],
    "complementary_info.discount": [next.discount],
    "spatial.potential": [steps[k]?.potential ?? 0],
    "spatial.valid": [Number(steps[k]?.valid ?? false)],
    "spatial.trust": [trustIn(steps[k])],
    ...spatial(distances[k]),
    ...placeRow(place, k),
  }));
};
