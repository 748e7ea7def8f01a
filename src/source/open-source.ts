import { existsSync } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { type BagReader, openBag } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { withVideoDecoded } from "../video/index.js";
import { type FolderOptions, isImageName, openImageFolder } from "./image-folder.js";
import { type Dataset, infoFile } from "./lerobot/dataset.js";
import { openEpisode } from "./lerobot/episode-source.js";
import { knownDataset } from "./lerobot/known-dataset.js";
import { openVideoFile } from "./video-source.js";

const videoEndings = [".mp4", ".m4v", ".mkv", ".mov", ".webm", ".avi"];

const statOf = (path: string) => stat(path).catch(() => undefined);
const isFolder = async (path: string): Promise<boolean> =>
  (await statOf(path))?.isDirectory() === true;
const isFile = async (path: string): Promise<boolean> => (await statOf(path))?.isFile() === true;

const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** By its bytes: ISO media (mp4, mov), Matroska (mkv, webm) and AVI; by its ending where those are broken. */
const isVideoFile = async (path: string): Promise<boolean> => {
  if (!(await isFile(path))) return false;
  const head = await firstBytes(path);
  const text = head.toString("latin1");
  const box = ["ftyp", "moov", "mdat", "wide"].includes(text.slice(4, 8));
  const avi = text.startsWith("RIFF") && text.slice(8, 11) === "AVI";
  const matroska = head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3;
  return box || avi || matroska || videoEndings.includes(extname(path).toLowerCase());
};

const isDataset = (path: string): Promise<boolean> => isFile(join(path, infoFile));

const recordingNames = /\.(mcap|db3|bag)(\.zstd)?$/;

const isImageFolder = async (path: string): Promise<boolean> => {
  if (!(await isFolder(path))) return false;
  const names = await readdir(path);
  if (names.includes("metadata.yaml") || names.some((name) => recordingNames.test(name)))
    return false;
  return names.some(isImageName) || names.includes("rgb.txt");
};

const episodeName = (index: number): string => `episode_${String(index).padStart(6, "0")}`;

/** `DATASET/episode_000012` is no path of the file system: the dataset, and which of its episodes. */
const episodeOf = async (
  path: string,
): Promise<{ readonly dataset: string; readonly index: number } | undefined> => {
  const [, digits] = /^episode_(\d+)$/.exec(basename(path)) ?? [];
  const dataset = dirname(path);
  return digits !== undefined && (await isDataset(dataset))
    ? { dataset, index: Number(digits) }
    : undefined;
};

/** Where an episode's rows lie in its LeRobot dataset. */
export interface DatasetRows {
  readonly dataset: string;
  readonly fps: number;
  readonly episode: number;
  /** Of the episode's first row in the whole dataset, and how many there are. */
  readonly begin: number;
  readonly frames: number;
}

/** Of `DATASET/episode_000012`; undefined of anything else. @throws SpatialRewardError dataset.invalid, bag.missing */
export const datasetRows = async (path: string): Promise<DatasetRows | undefined> => {
  const place = await episodeOf(path);
  if (!place) return undefined;
  const { dataset, index } = place;
  const { episodes, fps } = await knownDataset(dataset);
  const { frames } = episodeIn(dataset, episodes, index);
  const before = episodes.filter((each) => each.index < index);
  const begin = before.reduce((sum, each) => sum + each.frames, 0);
  return { dataset, fps, episode: index, begin, frames };
};

const episodeIn = (path: string, episodes: Dataset["episodes"], index: number) => {
  const episode = episodes.find((each) => each.index === index);
  if (episode) return episode;
  throw new SpatialRewardError(
    "bag.missing",
    `${path}: has no episode ${index}; it has ${episodes.length}`,
  );
};

const openEpisodeOf = async (path: string, dataset: Dataset, index: number): Promise<BagReader> =>
  openEpisode(path, dataset, episodeIn(dataset.path, dataset.episodes, index));

/**
 * Opens what `label` can look at, read as a recording: a recording (its video topics decoded), a video file, a folder
 * of images, or `DATASET/episode_000012` of a LeRobot dataset. Only recordings have parts that can be written again.
 * @throws SpatialRewardError bag.*, video.*, image.times, dataset.invalid
 */
export const openSource = async (path: string, options: FolderOptions = {}): Promise<BagReader> => {
  const episode = await episodeOf(path);
  if (episode) return openEpisodeOf(path, await knownDataset(episode.dataset), episode.index);
  if (await isVideoFile(path)) return openVideoFile(path);
  if (await isImageFolder(path)) return openImageFolder(path, options);
  return withVideoDecoded(await openBag(path));
};

/** What is labelled one by one: a dataset's episodes; anything else is one. @throws SpatialRewardError dataset.invalid */
export const sourcesAt = async (path: string): Promise<readonly string[]> => {
  if (!(await isDataset(path))) return [path];
  const { episodes } = await knownDataset(path);
  if (episodes.length === 0) throw new SpatialRewardError("bag.empty", `${path}: has no episodes`);
  return episodes.map(({ index }) => join(path, episodeName(index)));
};

const endings = new RegExp(
  `(\\.(mcap|db3|bag)(\\.zstd)?|${videoEndings.map((each) => `\\${each}`).join("|")})$`,
  "i",
);

/** What its output is called: `pick` of `recordings/pick.mcap`, `pusht_episode_000012` of that dataset's episode. */
export const sourceName = (path: string): string => {
  const name = basename(resolve(path));
  const folder = dirname(resolve(path));
  const inDataset = /^episode_\d+$/.test(name) && existsSync(join(folder, infoFile));
  return inDataset ? `${basename(folder)}_${name}` : name.replace(endings, "");
};
