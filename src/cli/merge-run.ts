import { join } from "node:path";
import { type Merged, mergeLabelled, planRecordings, readManifest } from "../batch/index.js";
import { counted } from "../core/index.js";
import { errorLine } from "./failure.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface MergeFlags {
  readonly manifest?: string;
  readonly json?: boolean;
}

/** Failures that are told one by one; recordings.json has all. */
const mostFailures = 20;

const failureLines = ({ all }: Merged): readonly string[] => {
  const failures = all.flatMap(({ name, error }) => (error ? [{ name, ...error }] : []));
  const more = failures.length - mostFailures;
  return [
    ...failures
      .slice(0, mostFailures)
      .map(({ name, code, message }) => `  ${name}: ${code}: ${message}\n`),
    ...(more > 0 ? [`  and ${counted(more, "other")}, see recordings.json\n`] : []),
  ];
};

const prose = (merged: Merged, folder: string): string => {
  const { recordings, labelled, successes, episodes, frames, rewardedFrames } = merged;
  return [
    `${labelled} of ${counted(recordings, "recording")} labelled, ${successes} with a success in ${counted(episodes, "episode")}\n`,
    `  ${counted(frames, "frame")}, ${rewardedFrames} with a reward\n`,
    ...failureLines(merged),
    `  ${join(folder, "index.html")}\n`,
  ].join("");
};

/** Adds up, prints what there is and sets the exit code. */
export const runMerge = async (
  folder: string,
  { manifest, json }: MergeFlags,
  { out, err, exit }: Terminal,
): Promise<void> => {
  const wanted = manifest === undefined ? [] : await readManifest(manifest);
  const planned = await planRecordings(wanted.map(({ task: _, ...entry }) => entry));
  const merged = await mergeLabelled(folder, planned);
  out(json === true ? jsonDocument(merged) : prose(merged, folder));
  const { failed, missing } = merged;
  if (failed + missing === 0) return;
  err(errorLine("merge.incomplete", `${failed} failed and ${missing} are missing`));
  exit(1);
};
