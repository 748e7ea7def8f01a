import { open } from "node:fs/promises";
import { reasonOf, SpatialRewardError } from "../core/index.js";
import { parseTask, type Task } from "../reward/index.js";

/** Bytes; a task file has a few thousand. */
const longest = 1 << 20;

const refuse = (path: string, why: string, cause?: unknown): never => {
  throw new SpatialRewardError("task.unreadable", `can't read the task "${path}": ${why}`, {
    cause,
  });
};

/** No more than would fit, whatever the file's size: somebody may have named a recording. */
const firstBytes = async (path: string): Promise<Uint8Array> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const notText = "it is not text; a task file is YAML, such as examples/pick.yaml";

const textIn = (bytes: Uint8Array, path: string): string => {
  if (bytes.includes(0)) return refuse(path, notText);
  if (bytes.length > longest) return refuse(path, `it is longer than ${longest} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (thrown) {
    return refuse(path, notText, thrown);
  }
};

/**
 * A task from its file.
 * @throws SpatialRewardError task.unreadable, task.invalid
 */
export const readTask = async (path: string): Promise<Task> => {
  const bytes = await firstBytes(path).catch((thrown: unknown) =>
    refuse(path, reasonOf(thrown), thrown),
  );
  return parseTask(textIn(bytes, path), { path });
};
