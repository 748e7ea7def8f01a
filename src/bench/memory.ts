import { fork } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeImages } from "./bag-speed.js";

export interface MemoryUse {
  readonly bagMegabytes: number;
  /** The most that the process held while it labelled the recording. */
  readonly residentMegabytes: number;
}

const labelled = async (
  root: string,
  [bag, output, spec]: readonly [string, string, string],
): Promise<number> => {
  const worker = fork(join(root, "dist/bench/memory-child.js"), [bag, output, spec]);
  const said = once(worker, "message");
  const ended = once(worker, "exit");
  try {
    const [residentMegabytes] = await Promise.race([said, ended.then(failed)]);
    await ended;
    return Number(residentMegabytes);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
};

/** Labels a large recording of raw images in a process of its own, with each of these builds. */
export const memoryUse = async (
  folder: string,
  spec: string,
  megabytes: number,
  roots: readonly string[],
): Promise<readonly MemoryUse[]> => {
  const bag = join(folder, "large.mcap");
  const used: MemoryUse[] = [];
  try {
    await writeImages(bag, "raw", megabytes);
    for (const root of roots) {
      const residentMegabytes = await labelled(root, [bag, join(folder, "large"), spec]);
      used.push({ bagMegabytes: megabytes, residentMegabytes });
    }
    return used;
  } finally {
    await rm(bag, { force: true });
  }
};

const failed = ([code]: unknown[]): never => {
  throw new Error(`labelling the large recording ended with ${String(code)}`);
};
