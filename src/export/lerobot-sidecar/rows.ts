import { SpatialRewardError } from "../../core/index.js";
import { type DatasetRows, datasetRows } from "../../source/index.js";
import { returnsOf } from "../alignment.js";
import type { ExportData, ExportEpisode } from "../episode.js";

/** What is told of one row of a dataset. */
export interface SidecarRow {
  /** In the whole dataset. */
  readonly index: number;
  readonly episode: number;
  readonly frame: number;
  /** Φ, 0..1; of a row without one the last that was known, before the first the first. */
  readonly progress: number;
  /** Of the way to the next row. */
  readonly reward: number;
  /** What the episode is worth from here on, discounted row by row. */
  readonly return: number;
}

const refuse = (episode: ExportEpisode, why: string): SpatialRewardError =>
  new SpatialRewardError("export.unlabelled", `${episode.recording.labelled.path}: ${why}`);

/** Rates further apart than this share are different ones. */
const sameRate = 0.01;

/** @throws SpatialRewardError export.unlabelled for what is of no dataset, or has another rate */
const placeOf = async (episode: ExportEpisode, fps: number): Promise<DatasetRows> => {
  const place = await datasetRows(episode.recording.source);
  if (!place)
    throw refuse(
      episode,
      "lerobot-sidecar is for what was labelled of a LeRobot dataset; --format lerobot makes one",
    );
  if (Math.abs(fps / place.fps - 1) > sameRate)
    throw refuse(
      episode,
      `its steps have ${fps.toFixed(2)} Hz, the dataset ${place.fps} Hz; give --fps ${place.fps}`,
    );
  return place;
};

/** A number for each row of an episode, from that of some rows in a stretch; before and after it as told. */
const along = (
  rows: number,
  begin: number,
  values: readonly number[],
  [before, after]: readonly [number, number],
): readonly number[] =>
  Array.from({ length: rows }, (_, row) => (row < begin ? before : (values[row - begin] ?? after)));

/** Every row of an episode's dataset, in order. @throws SpatialRewardError export.unlabelled, dataset.invalid */
export const rowsOf = async (
  episode: ExportEpisode,
  { fps }: Pick<ExportData, "fps">,
): Promise<readonly SidecarRow[]> => {
  const place = await placeOf(episode, fps);
  const { steps, transitions, discount } = episode;
  const first = Math.round((Number(steps[0]?.time ?? 0n) / 1e9) * place.fps);
  const potentials = steps.map(({ potential }) => potential);
  const firstValid = steps.findIndex(({ valid }) => valid);
  const known = potentials[firstValid] ?? 0;
  const progress = along(
    place.frames,
    first,
    potentials.map((potential, k) => (k < firstValid ? known : potential)),
    [known, potentials.at(-1) ?? known],
  );
  const rewards = along(
    place.frames,
    first,
    transitions.map(({ reward }) => reward),
    [0, 0],
  );
  const returns = returnsOf(rewards, discount);
  return progress.map((value, frame) => ({
    index: place.begin + frame,
    episode: place.episode,
    frame,
    progress: value,
    reward: rewards[frame] ?? 0,
    return: returns[frame] ?? 0,
  }));
};
