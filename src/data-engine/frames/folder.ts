import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
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
import { isDepthName } from "./companions.js";
import type { GivenFrame, GivenFrames, UnreadFrame } from "./given.js";
import { filesOf, type PictureFiles } from "./picture-files.js";

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

const endings = new Set([".jpg", ".jpeg", ".png", ".webp"]);

export const isPicture = (name: string, depth = "depth"): boolean =>
  !name.startsWith(".") && endings.has(extname(name).toLowerCase()) && !isDepthName(name, depth);

const withDepth = async (frame: Frame, path: string, scale: number | undefined): Promise<Frame> => {
  return withStillDepth(frame, depthFromFile(await readFile(path), path, scale), path);
};

/** Turned by EXIF, a file shows something else to whoever doesn't look at that. */
const isUpright = async (bytes: Uint8Array): Promise<boolean> =>
  ((await sharp(bytes).metadata()).orientation ?? 1) === 1;

const intrinsicsOf = ({ fx, fy, cx, cy }: CameraFile): Intrinsics => ({ fx, fy, cx, cy });

/** @throws SpatialRewardError image.*, dataset.invalid (its camera file) */
const frameOf = async (
  { picture, camera: path, depth }: PictureFiles,
  settings: FrameSettings,
): Promise<GivenFrame> => {
  const bytes = await readFile(picture);
  const camera = path === undefined ? undefined : await readCamera(path);
  const { fov, pitch } = settings;
  const frame = await frameFromFile(bytes, picture, {
    ...(fov !== undefined && { fov }),
    ...(camera && { intrinsics: intrinsicsOf(camera) }),
  });
  if (path !== undefined && camera) refuseOtherSize(path, camera, frame);
  const up = camera?.up ?? (pitch === undefined ? undefined : upOfPitch(pitch));
  const scale = settings.depthScale ?? camera?.depthScale ?? depth?.scale;
  const known = { ...frame, ...(up && { up }) };
  return {
    name: basename(picture, extname(picture)),
    frame: depth ? await withDepth(known, depth.path, scale) : known,
    picture,
    ...((await isUpright(bytes)) && { file: picture }),
  };
};

const sameName = (names: readonly string[]): string | undefined => {
  const stems = names.map((name) => basename(name, extname(name)));
  return stems.find((stem, at) => stems.indexOf(stem) !== at);
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
  const pictures = names.map((name) => join(folder, name));
  const { each, files, remarks } = await filesOf(folder, pictures, settings);
  return {
    total: names.length,
    files,
    pictures,
    remarks: () => remarks,
    close: async () => undefined,
    async *[Symbol.asyncIterator](): AsyncGenerator<GivenFrame | UnreadFrame> {
      for (const one of each) {
        try {
          yield await frameOf(one, settings);
        } catch (thrown) {
          const { code, message } = failureOf(thrown, "image.corrupt");
          if (!code.startsWith("image.")) throw thrown;
          yield { name: basename(one.picture, extname(one.picture)), why: message };
        }
      }
    },
  };
};
