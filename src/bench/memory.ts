import { fork } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeImages } from "./bag-speed.js";

export interface MemoryUse {
  readonly bagMegabytes: number;
  /** The most that the process held while it labelled the recording. */
  readonly residentMegabytes: number;
}

const child = fileURLToPath(new URL("./memory-child.js", import.meta.url));

/** Labels a large recording of raw images in a process of its own. */
export const memoryUse = async (
  folder: string,
  spec: string,
  megabytes: number,
): Promise<MemoryUse> => {
  const bag = join(folder, "large.mcap");
  const output = join(folder, "large");
  try {
    await writeImages(bag, "raw", megabytes);
    const worker = fork(child, [bag, output, spec]);
    const said = once(worker, "message");
    const ended = once(worker, "exit");
    const [residentMegabytes] = await Promise.race([said, ended.then(failed)]);
    await ended;
    return { bagMegabytes: megabytes, residentMegabytes: Number(residentMegabytes) };
  } finally {
    await rm(bag, { force: true });
    await rm(output, { recursive: true, force: true });
  }
};

const failed = ([code]: unknown[]): never => {
  throw new Error(`labelling the large recording ended with ${String(code)}`);
};
