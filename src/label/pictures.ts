import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../bag/index.js";
import type { Frame } from "../core/index.js";
import { jpegOf } from "../web/index.js";

/** In pixels: what a player shows without enlarging it much, at some 30 KB a picture. */
const widest = 640;

/** The name of a frame's picture; in the order of the frames when sorted as text. */
export const pictureName = (position: number): string => `${String(position).padStart(6, "0")}.jpg`;

/** A picture of each frame of a recording, in a folder: while it is labelled, frames are looked at only once. */
export interface Pictures {
  readonly folder: string;
  readonly offer: (position: number, frame: Frame) => Promise<void>;
  /** A frame that could not be read left no picture. */
  readonly read: (position: number) => Promise<Uint8Array | undefined>;
  /** Bytes of a frame's picture. */
  readonly size: (position: number) => Promise<number | undefined>;
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
    offer: async (position, frame) => {
      const path = pathOf(position);
      const jpeg = await jpegOf(frame, widest);
      await writing(path, async () => {
        await writeFile(`${path}.new`, jpeg);
        await rename(`${path}.new`, path);
      });
    },
    read: (position) => ifThere(readFile(pathOf(position))),
    size: async (position) => (await ifThere(stat(pathOf(position))))?.size,
  };
};
