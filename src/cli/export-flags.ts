import type { Command } from "commander";
import { hertz } from "./arguments.js";

/** What is exported and how, as commander gives it. */
export interface ExportChoices {
  readonly state: readonly string[];
  readonly action: readonly string[];
  readonly fps?: number;
  readonly images: boolean;
}

/** Gathers the values of a flag that may be repeated. */
export const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

export const none: readonly string[] = [];

/** For --help, which doesn't wait for the formats to load. */
export const formatList = "hil-serl, jsonl, lerobot, lerobot-sidecar, maniskill, rlds or robomimic";

/** The same for each verb that exports. */
export const addExportFlags = (command: Command): Command =>
  command
    .option(
      "--state <topic>",
      "export as what the robot senses a topic or field: /joint_states.position; may be repeated",
      collected,
      none,
    )
    .option(
      "--action <topic>",
      "export as what it was told to do; may be repeated",
      collected,
      none,
    )
    .option("--fps <hz>", "exported steps a second; else the rate of the frames", hertz)
    .option("--no-images", "export without the pictures");
