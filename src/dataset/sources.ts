import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { exists } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { linesFile } from "./read-dataset.js";

/** A data set to be asked about, and what it is called in the output. */
export interface Source {
  readonly path: string;
  readonly name: string;
}

const recordings = new Set([".mcap", ".db3", ".bag"]);
const images = new Set([".jpg", ".jpeg", ".png"]);

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

const refuse = (path: string, what: string): SpatialRewardError =>
  new SpatialRewardError(
    "usage.argument",
    `${path}: ${what}; must be a data set (a folder with ${linesFile}) or a folder of data sets`,
  );

const whatIs = (entries: readonly string[]): string => {
  if (entries.includes("metadata.yaml")) return "is a recording";
  if (entries.some((entry) => images.has(extname(entry).toLowerCase()))) {
    return "is a folder of images";
  }
  return `has no ${linesFile}, nor has a folder in it`;
};

/** Data sets directly within a folder, by name. Hidden folders are somebody's unfinished work. */
const dataSetsIn = async (path: string, entries: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(
    entries
      .filter((entry) => !entry.startsWith("."))
      .map(async (entry) => ((await exists(join(path, entry, linesFile))) ? [entry] : [])),
  );
  return found.flat().sort();
};

const sourcesAt = async (path: string): Promise<readonly Source[]> => {
  const extension = extname(path).toLowerCase();
  if (!(await exists(path))) throw refuse(path, "does not exist");
  if (recordings.has(extension)) throw refuse(path, "is a recording");
  if (images.has(extension)) throw refuse(path, "is an image");
  if (!(await isFolder(path))) throw refuse(path, "is a file");
  const name = basename(resolve(path));
  const entries = await readdir(path);
  if (entries.includes(linesFile)) return [{ path, name }];
  const inner = await dataSetsIn(path, entries);
  if (inner.length === 0) throw refuse(path, whatIs(entries));
  return inner.map((entry) => ({ path: join(path, entry), name: join(name, entry) }));
};

/** Whether it is a data set, or a folder of data sets. */
export const isDataSets = async (path: string): Promise<boolean> => {
  if (!(await isFolder(path))) return false;
  const entries = await readdir(path);
  return entries.includes(linesFile) || (await dataSetsIn(path, entries)).length > 0;
};

/**
 * The data sets that paths stand for: each one is a data set or a folder of data sets (shards).
 * @throws SpatialRewardError usage.argument for anything else, and for two that would have the same name
 */
export const findSources = async (paths: readonly string[]): Promise<readonly Source[]> => {
  const sources = (await Promise.all(paths.map(sourcesAt))).flat();
  const byName = new Map<string, string>();
  for (const { path, name } of sources) {
    const other = byName.get(name);
    if (other !== undefined) {
      throw new SpatialRewardError(
        "usage.argument",
        `${other} and ${path} are both called ${name}; give them in two runs`,
      );
    }
    byName.set(name, path);
  }
  return sources;
};
