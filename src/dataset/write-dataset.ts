import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { SpatialRewardError } from "../core/index.js";
import { linesFile } from "./read-dataset.js";

const writeLines = async (
  path: string,
  lines: AsyncIterable<object> | Iterable<object>,
): Promise<number> => {
  const stream = createWriteStream(path);
  const done = finished(stream);
  done.catch(() => stream.destroy()); // reported by the await below; a write must not wait for a drain that never comes
  let count = 0;
  try {
    for await (const line of lines) {
      count += 1;
      if (!stream.write(`${JSON.stringify(line)}\n`))
        await Promise.race([once(stream, "drain"), done]);
    }
  } catch (error) {
    stream.destroy();
    throw error;
  }
  stream.end();
  await done;
  return count;
};

const syncToDisk = async (path: string): Promise<void> => {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;

/** Everything, or the file as it was. */
const replaceLines = async (
  dir: string,
  lines: AsyncIterable<object> | Iterable<object>,
): Promise<number> => {
  const partial = join(dir, `${linesFile}.partial`);
  try {
    const count = await writeLines(partial, lines);
    await syncToDisk(partial);
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
export const writeDataset = async (
  dir: string,
  lines: AsyncIterable<object> | Iterable<object>,
): Promise<number> => {
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
