import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { progressFile, writeProgress } from "../lerobot/progress.js";
import { type Column, scalarColumn, writeTable } from "../lerobot/table.js";
import { rowsOf, type SidecarRow } from "./rows.js";

/** Where RLinf's RECAP looks; the last part is its tag. */
export const returnsFile = join("meta", "returns_spatial_reward.parquet");

const returnsColumns: readonly Column[] = [
  scalarColumn("episode_index", "int64"),
  scalarColumn("frame_index", "int64"),
  scalarColumn("return", "float32"),
  scalarColumn("reward", "float32"),
  scalarColumn("prompt", "string"),
];

interface Told {
  readonly episode: ExportEpisode;
  readonly rows: readonly SidecarRow[];
}

const returnsCells = ({ episode: { task }, rows }: Told) =>
  rows.map((row) => ({
    episode_index: BigInt(row.episode),
    frame_index: BigInt(row.frame),
    return: row.return,
    reward: row.reward,
    prompt: task.text,
  }));

/** An episode of a dataset that was begun anew within it has no one progress. @throws SpatialRewardError export.unlabelled */
const refuseTwice = (all: readonly Told[]): void => {
  const seen = new Map<number, ExportEpisode>();
  for (const { episode, rows } of all) {
    const number = rows[0]?.episode ?? 0;
    const other = seen.get(number);
    if (other)
      throw new SpatialRewardError(
        "export.unlabelled",
        `episode ${number} of the dataset was labelled twice, or as several: ${other.recording.labelled.path}, ${episode.recording.labelled.path}; give each once`,
      );
    seen.set(number, episode);
  }
};

export const writeSidecar = async (folder: string, job: ExportJob): Promise<void> => {
  const { data, signal, onEpisode } = job;
  const all: Told[] = [];
  for (const episode of data.episodes) {
    signal.throwIfAborted();
    all.push({ episode, rows: await rowsOf(episode, data) });
    onEpisode(episode.index + 1);
  }
  refuseTwice(all);
  all.sort((a, b) => (a.rows[0]?.index ?? 0) - (b.rows[0]?.index ?? 0));
  await mkdir(join(folder, "meta"));
  await writeProgress(
    join(folder, progressFile),
    all.flatMap(({ rows }) => rows),
  );
  await writeTable(join(folder, returnsFile), returnsColumns, all.flatMap(returnsCells));
};
