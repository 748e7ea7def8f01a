import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { z } from "zod";
import { reasonOf } from "../../core/index.js";
import type { Problem } from "../format.js";
import { gatherProblems, type Problems } from "../problems.js";
import { dataFile } from "./dataset.js";
import { infoFile } from "./meta.js";

const infoShape = z.object({
  codebase_version: z.string().regex(/^v3\./),
  fps: z.number().int().positive(),
  total_frames: z.number().int().positive(),
  total_episodes: z.number().int().positive(),
  features: z.record(
    z.string(),
    z.object({ dtype: z.string(), shape: z.array(z.number().int().positive()) }),
  ),
});

type Info = z.infer<typeof infoShape>;

const statisticsShape = z.record(z.string(), z.record(z.string(), z.array(z.unknown())));

/** What JSON can't hold has become null, or kept the file from being read. */
const areFinite = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(areFinite) : Number.isFinite(value);

const checkStatistics = async (folder: string, info: Info, problems: Problems): Promise<void> => {
  const name = join("meta", "stats.json");
  const all = statisticsShape.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  for (const key of Object.keys(info.features))
    if (all[key] === undefined) problems.add(name, `${key}: has no statistics`);
    else if (!Object.values(all[key]).every(areFinite))
      problems.add(name, `${key}: has statistics that are no numbers`);
};

const cellIsWhole = (cell: unknown, { dtype, shape }: Info["features"][string]): boolean => {
  if (dtype === "image") return typeof cell === "object" && cell !== null && "bytes" in cell;
  const [width = 1] = shape;
  const values = width === 1 ? [cell] : Array.isArray(cell) ? cell : [];
  return (
    values.length === width &&
    values.every((each) =>
      typeof each === "number"
        ? Number.isFinite(each)
        : ["bigint", "boolean"].includes(typeof each),
    )
  );
};

const checkData = async (folder: string, info: Info, problems: Problems): Promise<void> => {
  const file = await asyncBufferFromFile(join(folder, dataFile));
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const keys = Object.keys(info.features);
  for (const key of keys)
    if (!columns.includes(key)) problems.add(dataFile, `${key}: is in info.json and no column`);
  for (const column of columns)
    if (!keys.includes(column))
      problems.add(dataFile, `${column}: is a column and not in info.json`);
  if (Number(metadata.num_rows) !== info.total_frames)
    problems.add(
      dataFile,
      `has ${metadata.num_rows} rows, and info.json tells ${info.total_frames}`,
    );
  let begin = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const rowEnd = begin + Number(rows);
    const read = await parquetReadObjects({ file, metadata, rowStart: begin, rowEnd, utf8: false });
    for (const [i, row] of read.entries())
      for (const [key, feature] of Object.entries(info.features))
        if (columns.includes(key) && !cellIsWhole(row[key], feature))
          problems.add(dataFile, `${key}: row ${begin + i} is not what info.json tells`);
    begin = rowEnd;
  }
};

/** What LeRobot's loader and its critic would trip over. */
export const checkLeRobot = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  const guarded = async (file: string, look: () => Promise<void>): Promise<void> => {
    await look().catch((thrown: unknown) =>
      problems.add(file, `can't be read: ${reasonOf(thrown)}`),
    );
  };
  await guarded(infoFile, async () => {
    const info = infoShape.parse(JSON.parse(await readFile(join(folder, infoFile), "utf8")));
    await guarded(join("meta", "stats.json"), () => checkStatistics(folder, info, problems));
    await guarded(dataFile, () => checkData(folder, info, problems));
  });
  return problems.all;
};
