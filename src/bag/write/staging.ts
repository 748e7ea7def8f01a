import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import { exists } from "../exists.js";
import { writing } from "../faults.js";

/** Has the system write to disk what it still holds in memory of a file or folder. */
export const syncToDisk = async (path: string): Promise<void> => {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Something that is written under a name of its own and takes its final name when it is whole. */
export interface Staging {
  /** Write here. */
  readonly path: string;
  /** Gives it its final name; a crash before this leaves nothing under it. */
  commit(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

const stagingName = (output: string): string =>
  join(dirname(output), `.${basename(output)}.unfinished`);

/**
 * A place beside `output` to write it in. What a killed run left there is removed.
 * @throws SpatialRewardError output.exists, output.write
 */
export const stage = async (
  output: string,
  { folder, replace = false }: { folder: boolean; replace?: boolean },
): Promise<Staging> => {
  const path = stagingName(output);
  const discard = (): Promise<void> => rm(path, { recursive: true, force: true });
  await writing(output, async () => {
    await putBack(path, output);
    if (!replace && (await exists(output))) {
      throw new SpatialRewardError("output.exists", `${output}: exists already`);
    }
    await mkdir(dirname(output), { recursive: true });
    await discard();
    if (folder) await mkdir(path);
  });
  return { path, discard, commit: () => writing(output, () => takePlace(path, output)) };
};

const oldName = (path: string): string => `${path}.old`;

/** What a run that was killed while it replaced a folder had moved out of the way. */
const putBack = async (path: string, output: string): Promise<void> => {
  if (await exists(output)) return;
  if (await exists(oldName(path))) await rename(oldName(path), output);
};

/** A file replaces another in one step; a folder that is replaced is out of the way for a moment. */
const takePlace = async (path: string, output: string): Promise<void> => {
  await syncToDisk(path);
  const isFolder = (await stat(path)).isDirectory();
  const old = oldName(path);
  await rm(old, { recursive: true, force: true });
  if (isFolder && (await exists(output))) await rename(output, old);
  await rename(path, output);
  await syncToDisk(dirname(output));
  await rm(old, { recursive: true, force: true });
};
