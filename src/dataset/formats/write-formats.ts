import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../../bag/index.js";
import { readDataset } from "../read-dataset.js";
import { llava, sharegpt } from "./conversations.js";
import type { DataFormat } from "./format.js";
import { parquet } from "./parquet.js";

const formats: readonly DataFormat[] = [llava, sharegpt, parquet];

/** By name. */
export const dataFormats: readonly string[] = formats.map(({ name }) => name);

const write = async (folder: string, format: DataFormat): Promise<string> => {
  const path = join(folder, format.file);
  const partial = `${path}.partial`;
  try {
    await writing(path, () => format.write(partial, folder, readDataset(folder)));
    await writing(path, () => rename(partial, path));
  } finally {
    await rm(partial, { force: true });
  }
  return path;
};

/**
 * Files that trainers take beside a data set's lines, each whole or not at all. Returns their paths.
 * @throws SpatialRewardError dataset.invalid, image.missing, output.write
 */
export const writeFormats = async (
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> => {
  const paths: string[] = [];
  for (const format of formats)
    if (names.includes(format.name)) paths.push(await write(folder, format));
  return paths;
};
