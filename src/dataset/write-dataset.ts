import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { reasonOf, SpatialRewardError } from "../core/index.js";
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

const digest = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};

const isSame = async (partial: string, file: string): Promise<boolean> =>
  existsSync(file) &&
  (await stat(partial)).size === (await stat(file)).size &&
  (await digest(partial)) === (await digest(file));

/** Everything, or the file as it was; not touched when nothing changes, so that what follows from it stays valid. */
const replaceLines = async (dir: string, lines: Lines): Promise<number> => {
  const partial = join(dir, `${linesFile}.partial`);
  try {
    const count = await writeLines(partial, lines);
    const file = join(dir, linesFile);
    if (await isSame(partial, file)) await rm(partial);
    else await rename(partial, file);
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
    throw new SpatialRewardError("output.write", `${dir}: can't be written: ${reasonOf(error)}`, {
      cause: error,
    });
  }
};
