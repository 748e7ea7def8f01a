import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Size } from "../pictures.js";
import type { Feature } from "./features.js";
import { listColumn, scalarColumn, writeTable } from "./table.js";

export const infoFile = join("meta", "info.json");

/** An episode of a data set. */
export interface EpisodeRows {
  readonly task: string;
  /** Rows. */
  readonly length: number;
}

/** What a data set has to tell of itself. */
export interface About {
  readonly fps: number;
  readonly episodes: readonly EpisodeRows[];
  readonly features: readonly Feature[];
  readonly tasks: readonly string[];
  readonly camera?: string;
  readonly size?: Size;
}

const described = ({ features, camera, size }: About): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    features.map(({ key, dtype, names, width }) => [key, { dtype, shape: [width], names }]),
  ),
  ...(camera &&
    size && {
      [camera]: {
        dtype: "image",
        shape: [size.height, size.width, 3],
        names: ["height", "width", "channels"],
      },
    }),
});

const infoOf = (about: About): unknown => ({
  codebase_version: "v3.0",
  robot_type: null,
  total_episodes: about.episodes.length,
  total_frames: about.episodes.reduce((sum, { length }) => sum + length, 0),
  total_tasks: about.tasks.length,
  chunks_size: 1000,
  data_files_size_in_mb: 100,
  video_files_size_in_mb: 200,
  fps: about.fps,
  splits: { train: `0:${about.episodes.length}` },
  data_path: "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
  video_path: null,
  features: described(about),
});

/** Without pandas' note every task silently becomes the number of its row. */
const pandasIndex = JSON.stringify({
  index_columns: ["task"],
  column_indexes: [
    {
      name: null,
      field_name: null,
      pandas_type: "unicode",
      numpy_type: "object",
      metadata: { encoding: "UTF-8" },
    },
  ],
  columns: [
    {
      name: "task_index",
      field_name: "task_index",
      pandas_type: "int64",
      numpy_type: "int64",
      metadata: null,
    },
    {
      name: "task",
      field_name: "task",
      pandas_type: "unicode",
      numpy_type: "object",
      metadata: null,
    },
  ],
});

const writeTasks = (folder: string, tasks: readonly string[]): Promise<void> =>
  writeTable(
    join(folder, "meta", "tasks.parquet"),
    [scalarColumn("task_index", "int64"), scalarColumn("task", "string")],
    tasks.map((task, i) => ({ task_index: BigInt(i), task })),
    { pandas: pandasIndex },
  );

const counts = [
  "episode_index",
  "length",
  "dataset_from_index",
  "dataset_to_index",
  "data/chunk_index",
  "data/file_index",
  "meta/episodes/chunk_index",
  "meta/episodes/file_index",
];

const writeEpisodes = async (folder: string, { episodes }: About): Promise<void> => {
  const place = join(folder, "meta", "episodes", "chunk-000");
  await mkdir(place, { recursive: true });
  let from = 0;
  const rows = episodes.map(({ length, task }, index) => {
    from += length;
    const told = [index, length, from - length, from, 0, 0, 0, 0];
    const numbers = counts.map((name, i) => [name, BigInt(told[i] ?? 0)]);
    return { ...Object.fromEntries(numbers), tasks: [task] };
  });
  await writeTable(
    join(place, "file-000.parquet"),
    [...counts.map((name) => scalarColumn(name, "int64")), listColumn("tasks", "string")],
    rows,
  );
};

/** Everything under meta/ but the statistics. */
export const writeMeta = async (folder: string, about: About): Promise<void> => {
  await mkdir(join(folder, "meta"), { recursive: true });
  await writeFile(join(folder, infoFile), `${JSON.stringify(infoOf(about), null, 4)}\n`);
  await writeTasks(folder, about.tasks);
  await writeEpisodes(folder, about);
};
