import { readFileSync } from "node:fs";
import { SpatialRewardError } from "../core/index.js";
import { parseTask, type Task } from "../reward/index.js";

/** A path is one line without a colon-and-space, which every task file has. */
const isPath = (text: string): boolean => !/\n|:\s/.test(text.trim());

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError("task.unreadable", `can't read the task "${path}": ${why}`, {
      cause,
    });
  }
};

/**
 * A task from a file's path or its text, whichever is given.
 * @throws SpatialRewardError task.unreadable, task.invalid
 */
export const readTask = (given: string): Task => {
  if (!isPath(given)) return parseTask(given);
  const path = given.trim();
  return parseTask(textOf(path), { path });
};
