import { randomUUID } from "node:crypto";
import { readlink, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** A process that makes an output, as its file beside the output names it: `.pick.by.4711@host.<uuid>`. */
export interface Claimant {
  readonly path: string;
  readonly pid: number;
  /** Where process numbers mean the same. */
  readonly place: string;
}

/** After what time without a sign of life a process counts as dead; milliseconds. */
export const deadAfter = 30_000;

/** Containers may share their host's name, but not its processes. */
const ownPlace = async (): Promise<string> => {
  // Other systems than Linux have no such file, and no such containers.
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return [hostname(), ...(namespace.match(/\d+/) ?? [])].join("-");
};

const prefixOf = (output: string): string => `.${basename(output)}.by.`;

export const ownClaimant = async (output: string): Promise<Claimant> => {
  const [pid, place] = [process.pid, await ownPlace()];
  const name = `${prefixOf(output)}${pid}@${place}.${randomUUID()}`;
  return { path: join(dirname(output), name), pid, place };
};

/** Undefined for a file that is something else. */
export const claimantOf = (output: string, name: string): Claimant | undefined => {
  const prefix = prefixOf(output);
  if (!name.startsWith(prefix)) return undefined;
  const [, pid, place] = /^(\d+)@([^@]+)\.[\da-f-]{36}$/.exec(name.slice(prefix.length)) ?? [];
  if (pid === undefined || place === undefined) return undefined;
  return { path: join(dirname(output), name), pid: Number(pid), place };
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it is another user's.
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
};

/** By the file system's clock, which is one for all; undefined when the file is gone. */
const lastSign = async ({ path }: Claimant): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.mtimeMs;

/** Whether it still works on its output, seen by one that has just given a sign of life. */
export const isAlive = async (other: Claimant, own: Claimant): Promise<boolean> => {
  if (other.place === own.place && !isRunning(other.pid)) return false;
  const [theirs, ours] = [await lastSign(other), await lastSign(own)];
  return theirs !== undefined && ours !== undefined && ours - theirs < deadAfter;
};
