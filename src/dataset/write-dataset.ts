import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SpatialRewardError } from "../core/index.js";
import { linesFile } from "./read-dataset.js";

type Lines = AsyncIterable<object> | Iterable<object>;

/** Writes line by line, at the pace of the disk, and to the disk itself. Returns how many. */
const writeLines = async (path: string, lines: Lines): Promise<number> => {
  let count = 0;
  const rows = async function* () {
    for await (const line of lines) {
      count += 1;
      yield `${JSON.stringify(line)}\n`;
    }
  };
  await pipeline(rows, createWriteStream(path, { flush: true }));
  return count;
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;

/** Everything, or the file as it was. */
const replaceLines = async (dir: string, lines: Lines): Promise<number> => {
  const partial = join(dir, `${linesFile}.partial`);
  try {
    const count = await writeLines(partial, lines);
    await rename(partial, join(dir, linesFile));
    return count;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
};

/**
 * Writes a data set's lines: all of them, or (on an error or an abort of `lines`) the file stays as it was.
 * Returns how many. `lines` may read the very file that is replaced.
 * @throws SpatialRewardError output.write when the folder can't be written; whatever `lines` throws
 */
export const writeDataset = async (dir: string, lines: Lines): Promise<number> => {
  try {
    await mkdir(dir, { recursive: true });
    return await replaceLines(dir, lines);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new SpatialRewardError("output.write", `${dir}: can't write: ${error.message}`, {
      cause: error,
    });
  }
};
