import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import sharp from "sharp";
import {
  byNumber,
  type Frame,
  failureOf,
  type Intrinsics,
  SpatialRewardError,
  upOfPitch,
} from "../../core/index.js";
import { depthFromFile, frameFromFile } from "../../messages/index.js";
import { withStillDepth } from "../../scene/index.js";
import { type CameraFile, readCamera, refuseOtherSize } from "./camera-file.js";
import { companionOf, isDepthName } from "./companions.js";
import type { GivenFrame, GivenFrames, UnreadFrame } from "./given.js";

/** What is known of a source's pictures besides their files. */
export interface FrameSettings {
  /** Horizontal field of view in degrees, where no camera file tells. */
  readonly fov?: number;
  /** Degrees that the camera looks down, where nothing else tells up. */
  readonly pitch?: number;
  /**
   * The folder with a picture's depth under the picture's name, or the word in its name; "depth" when absent. Of
   * recordings, a topic.
   */
  readonly depth?: string;
  /** Units of the depth files in a metre. */
  readonly depthScale?: number;
  /** Frames a second at most, of recordings. */
  readonly rate?: number;
  /** A topic, of recordings. */
  readonly camera?: string;
}

const pictures = new Set([".jpg", ".jpeg", ".png", ".webp"]);

export const isPicture = (name: string, depth = "depth"): boolean =>
  !name.startsWith(".") && pictures.has(extname(name).toLowerCase()) && !isDepthName(name, depth);

/** A camera file of its own, of its folder, or of the folder above. */
const cameraPath = (picture: string): string | undefined => {
  const folder = dirname(picture);
  const own = companionOf(picture, "camera", ".json") ?? companionOf(picture, "cameras", ".json");
  return own ?? [folder, dirname(folder)].map((each) => join(each, "camera.json")).find(existsSync);
};

const depthPath = (picture: string, { depth = "depth" }: FrameSettings): string | undefined =>
  companionOf(picture, depth, ".png");

/** All files that what is known of the pictures comes from, each once. */
const filesOf = (paths: readonly string[], settings: FrameSettings): readonly string[] => [
  ...new Set(
    paths.flatMap((path) =>
      [path, depthPath(path, settings), cameraPath(path)].filter((each) => each !== undefined),
    ),
  ),
];

const withDepth = async (
  frame: Frame,
  picture: string,
  settings: FrameSettings,
  scale: number | undefined,
): Promise<Frame> => {
  const path = depthPath(picture, settings);
  if (path === undefined) return frame;
  return withStillDepth(frame, depthFromFile(await readFile(path), path, scale), path);
};

/** Turned by EXIF, a file shows something else to whoever doesn't look at that. */
const isUpright = async (bytes: Uint8Array): Promise<boolean> =>
  ((await sharp(bytes).metadata()).orientation ?? 1) === 1;

const intrinsicsOf = ({ fx, fy, cx, cy }: CameraFile): Intrinsics => ({ fx, fy, cx, cy });

/** @throws SpatialRewardError image.*, dataset.invalid (its camera file) */
const frameOf = async (picture: string, settings: FrameSettings): Promise<GivenFrame> => {
  const bytes = await readFile(picture);
  const path = cameraPath(picture);
  const camera = path === undefined ? undefined : await readCamera(path);
  const { fov, pitch } = settings;
  const frame = await frameFromFile(bytes, picture, {
    ...(fov !== undefined && { fov }),
    ...(camera && { intrinsics: intrinsicsOf(camera) }),
  });
  if (path !== undefined && camera) refuseOtherSize(path, camera, frame);
  const up = camera?.up ?? (pitch === undefined ? undefined : upOfPitch(pitch));
  const scale = settings.depthScale ?? camera?.depthScale;
  const known = { ...frame, ...(up && { up }) };
  return {
    name: basename(picture, extname(picture)),
    frame: await withDepth(known, picture, settings, scale),
    picture,
    ...((await isUpright(bytes)) && { file: picture }),
  };
};

const sameName = (names: readonly string[]): string | undefined => {
  const stems = names.map((name) => basename(name, extname(name)));
  return stems.find((stem, at) => stems.indexOf(stem) !== at);
};

/** Depth that is asked for by name and found beside no picture is a mistyped name. */
const refuseNoDepth = (folder: string, paths: readonly string[], settings: FrameSettings): void => {
  const { depth } = settings;
  if (depth === undefined || paths.some((path) => depthPath(path, settings) !== undefined)) return;
  throw new SpatialRewardError(
    "usage.argument",
    `--depth ${depth}: no picture in ${folder} has such depth; looked for ${depth}/NAME.png in it and beside it, NAME_${depth}.png and NAME.${depth}.png`,
  );
};

/**
 * The pictures of a folder (or of `images`, `rgb` or `color` in it) by the numbers in their names, each with its camera
 * and depth where files beside it tell them.
 * @throws SpatialRewardError usage.argument where two have one name, or none the depth that is asked for
 */
export const folderFrames = async (
  folder: string,
  settings: FrameSettings,
): Promise<GivenFrames> => {
  const names = (await readdir(folder))
    .filter((name) => isPicture(name, settings.depth))
    .sort(byNumber);
  const twice = sameName(names);
  if (twice !== undefined)
    throw new SpatialRewardError(
      "usage.argument",
      `${folder}: has two pictures called ${twice}, with different endings; what goes with which can't be told`,
    );
  const paths = names.map((name) => join(folder, name));
  refuseNoDepth(folder, paths, settings);
  return {
    total: names.length,
    files: filesOf(paths, settings),
    pictures: paths,
    remarks: () => [],
    close: async () => undefined,
    async *[Symbol.asyncIterator](): AsyncGenerator<GivenFrame | UnreadFrame> {
      for (const name of names) {
        try {
          yield await frameOf(join(folder, name), settings);
        } catch (thrown) {
          const { code, message } = failureOf(thrown, "image.corrupt");
          if (!code.startsWith("image.")) throw thrown;
          yield { name: basename(name, extname(name)), why: message };
        }
      }
    },
  };
};
