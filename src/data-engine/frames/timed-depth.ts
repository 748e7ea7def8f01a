import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Stamp } from "../../core/index.js";
import { parseTimes } from "../../source/index.js";

/** Depth further from its picture in time shows something else, as TUM's own tools have it. [ns] */
const farthest = 20_000_000n;

/** Of depth in lists of TUM's kind, unless somebody says otherwise: units in a metre. */
export const listedDepthScale = 5000;

/** Depth that lists of times tell to go with a folder's pictures. */
export interface TimedDepth {
  readonly lists: readonly string[];
  /** The depth nearest in time to a picture; undefined where none is near. */
  of(picture: string): string | undefined;
}

interface Listed {
  readonly time: Stamp;
  readonly path: string;
}

/** In the order of time. Names are from the list's folder. */
const listedIn = async (list: string): Promise<readonly Listed[]> =>
  parseTimes(await readFile(list, "utf8"), list)
    .flatMap(({ time, name }) =>
      name === undefined ? [] : [{ time, path: join(dirname(list), name) }],
    )
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));

const apart = (a: Listed, b: Listed): bigint =>
  a.time < b.time ? b.time - a.time : a.time - b.time;

/** Of both lists in order, each picture's nearest depth. */
const paired = (pictures: readonly Listed[], depths: readonly Listed[]): Map<string, string> => {
  const pairs = new Map<string, string>();
  let at = 0;
  for (const picture of pictures) {
    let depth = depths[at];
    for (let next = depths[at + 1]; depth && next; next = depths[at + 1]) {
      if (apart(picture, next) > apart(picture, depth)) break;
      depth = next;
      at += 1;
    }
    if (depth && apart(picture, depth) <= farthest) pairs.set(resolve(picture.path), depth.path);
  }
  return pairs;
};

/**
 * Pictures and depth as TUM's RGB-D benchmark has them: taken by two clocks and named by their times, in rgb.txt and
 * depth.txt, in the pictures' folder or above it. Undefined where there are no such lists.
 * @throws SpatialRewardError image.times of a line that is none
 */
export const timedDepth = async (folder: string): Promise<TimedDepth | undefined> => {
  for (const root of [folder, dirname(resolve(folder))]) {
    const [colour, depth] = [join(root, "rgb.txt"), join(root, "depth.txt")];
    if (!existsSync(colour) || !existsSync(depth)) continue;
    const pairs = paired(await listedIn(colour), await listedIn(depth));
    return { lists: [colour, depth], of: (picture) => pairs.get(resolve(picture)) };
  }
  return undefined;
};
