import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Failure, reasonOf, SpatialRewardError } from "../core/index.js";
import type { Shard } from "./shard.js";

/** The file that lists what failed of a part: each has its own, since all may write into one folder. */
export const failuresOf = ({ index, count }: Shard): string => `failed.${index}-of-${count}.json`;

const isFailures = (name: string): boolean => /^failed(\.\d+-of-\d+)?\.json$/.test(name);

/** A recording that failed in the latest run that was given it. */
export interface FailedRecording {
  /** Below the folder. */
  readonly name: string;
  readonly input: string;
  readonly error: Omit<Failure, "code"> & { readonly code: string };
}

const shape = z.array(
  z.object({ input: z.string(), name: z.string(), code: z.string(), message: z.string() }),
);

const read = async (folder: string, name: string): Promise<readonly FailedRecording[]> => {
  const path = join(folder, name);
  try {
    return shape
      .parse(JSON.parse(await readFile(path, "utf8")))
      .map(({ input, name: recording, code, message }) => ({
        name: recording,
        input,
        error: { code, message },
      }));
  } catch (cause) {
    const why = `${path} is not as label writes it: ${reasonOf(cause)}`;
    throw new SpatialRewardError("export.unlabelled", why, { cause });
  }
};

/** What the parts say failed, each recording once. @throws SpatialRewardError export.unlabelled */
export const readFailures = async (
  folder: string,
): Promise<ReadonlyMap<string, FailedRecording>> => {
  const found = new Map<string, FailedRecording>();
  for (const name of (await readdir(folder)).filter(isFailures).sort())
    for (const failure of await read(folder, name)) found.set(failure.name, failure);
  return found;
};
