import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, fail, ok, warn } from "./check.js";

const gigabyte = 1e9;
const oldestNode = [20, 20] as const;

/** Of Node's version, "20.20.1". */
export const checkNode = (version: string): Check => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  const recent = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return recent
    ? ok("Node", version)
    : fail("Node", version, `install Node ${oldestNode.join(".")} or newer`);
};

/** Of the bytes that a process can still have; a model and a bag need about 0.4 GB. */
export const checkMemory = (freeBytes: number): Check => {
  const found = `${(freeBytes / gigabyte).toFixed(1)} GB free`;
  if (freeBytes < 0.3 * gigabyte)
    return fail("memory", found, "end other programs; 0.5 GB is needed");
  return freeBytes < gigabyte
    ? warn("memory", found, "label one bag at a time (--jobs 1)")
    : ok("memory", found);
};

/** Whether a folder can be written to, and has room for labelled bags. */
export const checkFolder = async (name: string, folder: string): Promise<Check> => {
  const title = `disk (${name})`;
  try {
    const { bavail, bsize } = await statfs(folder);
    await tryWriting(folder);
    const found = `${((bavail * bsize) / gigabyte).toFixed(1)} GB free in ${folder}`;
    if (bavail * bsize < 0.1 * gigabyte) return fail(title, found, "free some space");
    return bavail * bsize < 2 * gigabyte
      ? warn(title, found, "free some space: a labelled bag is as large as its source")
      : ok(title, found);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return warn(title, message, `make ${folder} writable, or give -o a folder that is`);
  }
};

const tryWriting = async (folder: string): Promise<void> => {
  const trial = await mkdtemp(join(folder, ".spatial-reward-"));
  try {
    await writeFile(join(trial, "trial"), "x");
  } finally {
    await rm(trial, { recursive: true });
  }
};
