import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import { isLengthNeed, type Task } from "../reward/index.js";
import type { Row } from "./row.js";

type Cell = number | bigint | string | boolean | null;

/** One column of the table of rewards; null where there is no value. */
interface TableColumn {
  readonly name: string;
  readonly type: "INT32" | "INT64" | "DOUBLE" | "STRING" | "BOOLEAN";
  readonly cell: (row: Row) => Cell;
}

const lengthColumns = (key: string): readonly TableColumn[] => {
  const estimate = ({ sample }: Row) => sample.distances.find((each) => each.key === key);
  return [
    { name: key, type: "DOUBLE", cell: (row) => estimate(row)?.filtered ?? null },
    { name: `raw:${key}`, type: "DOUBLE", cell: (row) => estimate(row)?.raw ?? null },
    // distance(gripper,bottle) -> distance_stddev(gripper,bottle)
    {
      name: key.replace("(", "_stddev("),
      type: "DOUBLE",
      cell: (row) => estimate(row)?.stddev ?? null,
    },
    {
      name: key.replace("(", "_source("),
      type: "STRING",
      cell: (row) => estimate(row)?.source ?? null,
    },
  ];
};

const predicateColumn = (key: string): TableColumn => ({
  name: key,
  type: "DOUBLE",
  cell: ({ sample }) => sample.predicates.find((each) => each.key === key)?.probability ?? null,
});

/** What an episode is and what it pays: all that a learner needs to check and to use the reward. */
const rewardColumns: readonly TableColumn[] = [
  { name: "episode", type: "INT32", cell: ({ sample }) => sample.episode },
  { name: "stage", type: "STRING", cell: ({ sample }) => sample.stage },
  { name: "potential", type: "DOUBLE", cell: ({ sample }) => sample.potential ?? null },
  {
    name: "previous_potential",
    type: "DOUBLE",
    cell: ({ sample }) => sample.previousPotential ?? null,
  },
  { name: "discount", type: "DOUBLE", cell: ({ sample }) => sample.discount },
  { name: "task_reward", type: "DOUBLE", cell: ({ sample }) => sample.taskReward },
  { name: "reward", type: "DOUBLE", cell: ({ sample }) => sample.reward ?? null },
  { name: "success", type: "BOOLEAN", cell: ({ sample }) => sample.success },
  { name: "terminated", type: "BOOLEAN", cell: ({ sample }) => sample.terminated },
  { name: "truncated", type: "BOOLEAN", cell: ({ sample }) => sample.truncated },
  { name: "valid", type: "BOOLEAN", cell: ({ sample }) => sample.valid },
  {
    name: "invalid_reason",
    type: "STRING",
    cell: ({ sample }) => (sample.valid ? null : sample.invalidReason),
  },
];

/** How far the picture itself is to be trusted. */
const pictureColumns: readonly TableColumn[] = [
  {
    name: "lens_assumed",
    type: "BOOLEAN",
    cell: ({ frame }) => frame.observation.lensAssumed === true,
  },
  { name: "novelty", type: "DOUBLE", cell: ({ frame }) => frame.observation.novelty ?? null },
  { name: "trust", type: "DOUBLE", cell: ({ sample }) => sample.trust ?? null },
];

/** The columns of a task's table, by the names of the task file. */
export const tableColumns = ({ needs }: Task): readonly TableColumn[] => [
  { name: "frame", type: "INT32", cell: ({ frame }) => frame.index },
  { name: "stamp_ns", type: "INT64", cell: ({ sample }) => sample.stamp },
  ...needs.flatMap((need) =>
    isLengthNeed(need) ? lengthColumns(need.key) : [predicateColumn(need.key)],
  ),
  ...rewardColumns,
  ...pictureColumns,
];

async function* records(
  rows: AsyncIterable<Row>,
  columns: readonly TableColumn[],
): AsyncGenerator<Record<string, Cell>> {
  for await (const row of rows) {
    yield Object.fromEntries(columns.map(({ name, cell }) => [name, cell(row)]));
  }
}

/** Row groups of this many frames bound the memory: about three minutes of video at 30 Hz. */
const rowGroupSize = 5000;

export const writeParquet = async (
  path: string,
  rows: AsyncIterable<Row>,
  task: Task,
): Promise<void> => {
  const columns = tableColumns(task);
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: records(rows, columns),
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowGroupSize,
    createdBy: "spatial-reward",
    kvMetadata: [{ key: "spatial_reward.task", value: task.source }],
  });
};

/** RFC 4180: the names of columns carry commas. */
const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((cell) => (cell === null ? "" : quoted(String(cell)))).join(",")}\n`;

/** The same table as text; an empty cell is an unknown value. */
export const writeCsv = async (
  path: string,
  rows: AsyncIterable<Row>,
  task: Task,
): Promise<void> => {
  const columns = tableColumns(task);
  const file = createWriteStream(path);
  const ended = finished(file);
  // A failure while rows are still being written is met when the end is awaited.
  ended.catch(() => undefined);
  file.write(csvLine(columns.map(({ name }) => name)));
  for await (const row of rows) {
    const room = file.write(csvLine(columns.map(({ cell }) => cell(row))));
    if (!room && !file.destroyed) await once(file, "drain");
  }
  file.end();
  await ended;
};
