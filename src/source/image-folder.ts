import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { BagReader } from "../bag/index.js";
import { byNumber, reasonOf, SpatialRewardError, type Stamp } from "../core/index.js";
import { encodeCompressedImage } from "../messages/index.js";
import { type SourceImage, sourceReader } from "./source-reader.js";
import { type ListedTime, parseTimes } from "./times.js";
import { onlyCamera } from "./video-source.js";

export interface FolderOptions {
  /** Images a second, where no list says when each was taken. */
  readonly rate?: number;
}

interface Taken {
  readonly path: string;
  readonly time: Stamp;
}

const formats: Readonly<Record<string, string>> = {
  ".jpg": "jpeg",
  ".jpeg": "jpeg",
  ".png": "png",
  ".webp": "webp",
};

export const isImageName = (name: string): boolean =>
  !name.startsWith(".") && extname(name).toLowerCase() in formats;

/** TUM's RGB-D sets have rgb.txt beside rgb/. */
const listsOf = (folder: string): readonly string[] => [
  join(folder, "times.txt"),
  join(folder, "rgb.txt"),
  ...(basename(resolve(folder)) === "rgb" ? [join(dirname(resolve(folder)), "rgb.txt")] : []),
];

const readText = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((thrown: unknown) => {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return undefined;
    throw thrown;
  });

const refuse = (folder: string, why: string): SpatialRewardError =>
  new SpatialRewardError("image.times", `${folder}: ${why}`);

const byRate = (folder: string, names: readonly string[], rate: number | undefined): Taken[] => {
  if (rate === undefined)
    throw refuse(
      folder,
      `${names.length} images, and nothing says when they were taken: needs times.txt in it (a line per image: seconds or nanoseconds) or --rate HZ`,
    );
  return names.map((name, index) => ({
    path: join(folder, name),
    time: BigInt(Math.round((index * 1e9) / rate)),
  }));
};

const byTime = (a: Taken, b: Taken): number => (a.time < b.time ? -1 : Number(a.time > b.time));

/** Images that a list names are those that count, wherever they lie from it. */
const named = (list: string, times: readonly ListedTime[]): Taken[] =>
  times.map(({ time, name = "" }) => ({ time, path: join(dirname(list), name) })).sort(byTime);

const refuseBack = (path: string, times: readonly ListedTime[]): void => {
  const back = times.findIndex(({ time }, index) => time < (times[index - 1]?.time ?? time));
  if (back > 0)
    throw refuse(path, `time ${back + 1} is before the one above it; times must not go back`);
};

const byList = (
  folder: string,
  names: readonly string[],
  list: { readonly path: string; readonly times: readonly ListedTime[] },
): Taken[] => {
  const { path, times } = list;
  if (times.every(({ name }) => name !== undefined)) return named(path, times);
  if (times.length !== names.length)
    throw refuse(folder, `${names.length} images, but ${path} has ${times.length} times`);
  refuseBack(path, times);
  return times.map(({ time }, index) => ({ time, path: join(folder, names[index] ?? "") }));
};

/** The images in order, and the list that says so. */
const takenIn = async (
  folder: string,
  rate: number | undefined,
): Promise<{ readonly taken: readonly Taken[]; readonly lists: readonly string[] }> => {
  const names = (await readdir(folder)).filter(isImageName).sort(byNumber);
  for (const path of listsOf(folder)) {
    const text = await readText(path);
    if (text === undefined) continue;
    const taken = byList(folder, names, { path, times: parseTimes(text, path) });
    return { taken, lists: [path] };
  }
  return { taken: byRate(folder, names, rate), lists: [] };
};

const imageFrom = async ({ path, time }: Taken): Promise<SourceImage> => {
  const format = formats[extname(path).toLowerCase()] ?? "";
  const header = { stamp: time, frameId: "" };
  const bytes = await readFile(path).catch(reasonOf);
  if (typeof bytes !== "string")
    return { time, data: encodeCompressedImage(header, format, bytes) };
  const failure = { code: "image.missing", message: `${path}: can't be read (${bytes})` } as const;
  return { time, data: encodeCompressedImage(header, format, new Uint8Array()), failure };
};

/**
 * A folder of images as a recording of one camera, in the order of their numbers; stamps are as `times.txt`, a list
 * of TUM's kind, or the rate says.
 * @throws SpatialRewardError image.times, bag.empty
 */
export const openImageFolder = async (
  folder: string,
  { rate }: FolderOptions = {},
): Promise<BagReader> => {
  const { taken, lists } = await takenIn(folder, rate);
  const [first, last] = [taken[0], taken.at(-1)];
  if (first === undefined || last === undefined)
    throw new SpatialRewardError("bag.empty", `${folder}: has no images`);
  const images = async function* (): AsyncGenerator<SourceImage> {
    for (const each of taken) yield await imageFrom(each);
  };
  const type = "sensor_msgs/msg/CompressedImage";
  return sourceReader({
    path: folder,
    files: [...lists, ...taken.map(({ path }) => path)],
    cameras: [{ name: onlyCamera, type, count: taken.length, images }],
    start: first.time,
    end: last.time,
  });
};
