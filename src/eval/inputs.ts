import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { findSources, linesFile, type Source } from "../dataset/index.js";

/** What is to be measured on, by kind. */
export interface Inputs {
  readonly recordings: readonly string[];
  readonly datasets: readonly Source[];
}

const recordingFiles = new Set([".mcap", ".db3", ".bag", ".zstd"]);
const isRecordingFile = (name: string): boolean => recordingFiles.has(extname(name).toLowerCase());

const entriesOf = async (path: string): Promise<readonly string[] | undefined> => {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? readdir(path) : undefined;
};

/** A recording's file, or a folder with one (as label writes it) and no data set in it. */
const isRecording = async (path: string): Promise<boolean> => {
  const entries = await entriesOf(path);
  if (entries === undefined) return isRecordingFile(path);
  if (entries.includes(linesFile)) return false;
  return entries.includes("metadata.yaml") || entries.some(isRecordingFile);
};

/** Folders in one another that are looked into: label makes as many as tell recordings apart. */
const deepest = 6;

/** A folder of labelled recordings stands for all of them. */
const recordingsAt = async (path: string, depth = deepest): Promise<readonly string[]> => {
  if (await isRecording(path)) return [path];
  const entries = (await entriesOf(path)) ?? [];
  if (depth === 0 || entries.includes(linesFile)) return [];
  const inside = entries
    .filter((entry) => !entry.startsWith("."))
    .map((entry) => join(path, entry));
  const found = await Promise.all(inside.map((each) => recordingsAt(each, depth - 1)));
  return found.flat().sort();
};

/**
 * Tells recordings from data sets.
 * @throws SpatialRewardError usage.argument for what is neither
 */
export const findInputs = async (paths: readonly string[]): Promise<Inputs> => {
  const recordings: string[] = [];
  const rest: string[] = [];
  for (const path of paths) {
    const found = await recordingsAt(path);
    if (found.length > 0) recordings.push(...found);
    else rest.push(path);
  }
  return { recordings, datasets: rest.length === 0 ? [] : await findSources(rest) };
};
