import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../bag/index.js";
import { type Frame, failureOf } from "../core/index.js";
import { takePicture } from "../web/index.js";

/** In pixels: what a player shows without enlarging it much, at some 30 KB a picture. */
const widest = 640;

/** The name of a frame's picture; in the order of the frames when sorted as text. */
export const pictureName = (position: number): string => `${String(position).padStart(6, "0")}.jpg`;

/**
 * A frame's picture, to be made later; undefined then when it can't be: the image does not decode, which its observation
 * says, too.
 */
export const pictureOf = (frame: Frame): (() => Promise<Uint8Array | undefined>) => {
  const make = takePicture(frame, widest);
  return async () => {
    try {
      return await make();
    } catch (thrown) {
      if (failureOf(thrown, "output.write").code.startsWith("image.")) return undefined;
      throw thrown;
    }
  };
};

/** A picture of each frame of a recording, in a folder: while it is labelled, frames are looked at only once. */
export interface Pictures {
  readonly folder: string;
  readonly keep: (position: number, jpeg: Uint8Array) => Promise<void>;
  /** A frame that could not be read left no picture. */
  readonly read: (position: number) => Promise<Uint8Array | undefined>;
  readonly has: (position: number) => Promise<boolean>;
}

const ifThere = async <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });

export const openPictures = async (folder: string): Promise<Pictures> => {
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const pathOf = (position: number): string => join(folder, pictureName(position));
  return {
    folder,
    keep: async (position, jpeg) => {
      const path = pathOf(position);
      await writing(path, async () => {
        await writeFile(`${path}.new`, jpeg);
        await rename(`${path}.new`, path);
      });
    },
    read: (position) => ifThere(readFile(pathOf(position))),
    has: async (position) => (await ifThere(stat(pathOf(position)))) !== undefined,
  };
};
