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

const scalar = (key: string, dtype: Feature["dtype"]): Feature => ({
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

/** LeRobot's own, then ours: `next.*` is of the step that follows, `spatial.*` of the row's own. */
export const featuresOf = (data: ExportData): readonly Feature[] => [
  ...vector("observation.state", data.stateNames),
  ...vector("action", data.actionNames),
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
  scalar("timestamp", "float32"),
  scalar("frame_index", "int64"),
  scalar("episode_index", "int64"),
  scalar("index", "int64"),
  scalar("task_index", "int64"),
];

interface Place {
  /** Of the episode's first row among all. */
  readonly from: number;
  readonly task: number;
  readonly fps: number;
}

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
  { steps, transitions, state, action, index }: ExportEpisode,
  { from, task, fps }: Place,
): readonly FeatureRow[] => {
  const distances = distancesOf(distanceKeys, steps);
  return transitions.map((next, k) => ({
    "observation.state": [...(state?.[k] ?? [])],
    action: [...(action?.[k] ?? [])],
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
    timestamp: [k / fps],
    frame_index: [k],
    episode_index: [index],
    index: [from + k],
    task_index: [task],
  }));
};
