import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { sourceName, sourcesAt } from "../../source/index.js";
import { type FrameSettings, folderFrames, isPicture } from "./folder.js";
import type { GivenFrames } from "./given.js";
import { recordedFrames } from "./recorded.js";

/** A source of pictures, and what its output is called. */
export interface FrameSource {
  readonly path: string;
  readonly name: string;
  readonly open: (settings: FrameSettings) => Promise<GivenFrames>;
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** The folder with the pictures: itself, or the one of the usual names. Recordings have metadata or an ending. */
const pictureFolder = async (path: string): Promise<string | undefined> => {
  if (!(await isFolder(path))) return undefined;
  for (const folder of [path, ...["images", "rgb", "color"].map((each) => join(path, each))]) {
    if (!existsSync(folder)) continue;
    const names = await readdir(folder);
    if (names.includes("metadata.yaml") || names.includes("meta")) return undefined;
    if (names.some((each) => isPicture(each))) return folder;
  }
  return undefined;
};

/**
 * What a path stands for: a folder of pictures; or what `label` reads, a LeRobot dataset as its episodes.
 * @throws SpatialRewardError dataset.invalid, bag.*
 */
export const openFrames = async (path: string): Promise<readonly FrameSource[]> => {
  const folder = await pictureFolder(path);
  if (folder !== undefined) {
    const name = basename(resolve(path));
    return [{ path, name, open: (settings) => folderFrames(folder, settings) }];
  }
  const sources = await sourcesAt(path);
  return sources.map((source) => ({
    path: source,
    name: sourceName(source),
    open: (settings) => recordedFrames(source, settings),
  }));
};
