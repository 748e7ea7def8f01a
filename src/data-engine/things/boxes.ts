import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { reasonOf, SpatialRewardError } from "../../core/index.js";
import { companionOf, type GivenFrame, readJson } from "../frames/index.js";
import type { Detector, FoundThing } from "./found.js";
import { fromPolygons } from "./polygon.js";
import { fromRuns } from "./run-lengths.js";
import { maskOf } from "./whole-mask.js";

const box = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0, "must be x0, y0, x1, y1 with x1 > x0, y1 > y0");

const runs = z.object({
  /** Height and width. */
  size: z.tuple([z.int().positive(), z.int().positive()]),
  counts: z.union([z.string(), z.array(z.int().nonnegative())]),
});

const polygons = z.array(
  z.array(z.number()).refine((each) => each.length >= 6 && each.length % 2 === 0, {
    message: "must be x and y of three points at least",
  }),
);

/** Things of one picture, in its pixels. */
const thingsFile = z.object({
  things: z.array(
    z.object({
      name: z.string().trim().min(1),
      box,
      score: z.number().min(0).max(1).default(1),
      mask: z.union([runs, polygons]).optional(),
    }),
  ),
});

type Told = z.infer<typeof thingsFile>["things"][number];

const insideOf = (
  { name, mask }: Told,
  { width, height }: GivenFrame["frame"],
  path: string,
): Uint8Array | undefined => {
  if (mask === undefined) return undefined;
  if (Array.isArray(mask)) return fromPolygons(mask, width, height);
  const fits = mask.size[0] === height && mask.size[1] === width;
  const inside = fits ? fromRuns(mask.counts, width, height) : undefined;
  if (inside) return inside;
  const why = fits
    ? "its runs don't fill the picture"
    : `is of a picture of ${mask.size[1]}×${mask.size[0]}, this one is ${width}×${height}`;
  throw new SpatialRewardError("dataset.invalid", `${path}: mask of "${name}": ${why}`);
};

const foundOf = (told: Told, given: GivenFrame, path: string): FoundThing => {
  const { width, height } = given.frame;
  const [x0, y0, x1, y1] = told.box;
  const inside = insideOf(told, given.frame, path);
  const mask = inside && maskOf(inside, width);
  return {
    name: told.name,
    score: told.score,
    box: {
      left: Math.max(0, x0),
      top: Math.max(0, y0),
      right: Math.min(width, x1),
      bottom: Math.min(height, y1),
    },
    ...(mask && { mask }),
  };
};

/** Whether anything of its box is. */
const isInPicture = ({ box }: FoundThing): boolean => box.right > box.left && box.bottom > box.top;

/** The file with a picture's things: in the folder that is named, else where companions are. */
const fileOf = ({ name, picture }: GivenFrame, folder: string | undefined): string | undefined => {
  if (folder === undefined)
    return picture === undefined ? undefined : companionOf(picture, "things", ".json");
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? path : undefined;
};

/** The files of things that a folder holds. @throws SpatialRewardError dataset.invalid where there is no such folder */
const filesIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new SpatialRewardError(
      "dataset.invalid",
      `${folder}: boxes can't be read from there: ${reasonOf(cause)}`,
      { cause },
    );
  });
  const things = names.filter((name) => name.endsWith(".json")).sort();
  return things.map((name) => join(folder, name));
};

const besides = (pictures: readonly string[]): readonly string[] =>
  pictures.flatMap((picture) => companionOf(picture, "things", ".json") ?? []);

/**
 * Boxes and masks that somebody else has made: a file of JSON for each picture, `{"things": [{name, box, score?, mask?}]}`;
 * masks as COCO has them, runs or polygons. A picture without a file has no things.
 */
export const boxesDetector = (folder?: string): Detector => ({
  source: "boxes",
  files: async (pictures) => (folder === undefined ? besides(pictures) : filesIn(folder)),
  find: async (given) => {
    const path = fileOf(given, folder);
    if (path === undefined) return [];
    const { things } = await readJson(path, thingsFile);
    return things.map((told) => foundOf(told, given, path)).filter(isInPicture);
  },
  close: async () => undefined,
});
