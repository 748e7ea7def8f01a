import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../bag/index.js";
import type { Frame, RgbImage } from "../core/index.js";
import { thumbnailOf } from "../web/index.js";

/** As many as stand side by side in a report. */
const most = 12;

/**
 * Every how many frames a picture is kept when there are `frames` of them: a power of two, so that pictures kept
 * while the number was not known yet are still the right ones when it is.
 */
export const thumbnailStride = (frames: number): number => {
  let stride = 1;
  while (Math.ceil(frames / stride) > most) stride *= 2;
  return stride;
};

/** Positions, from 0, of the frames shown of so many. */
export const thumbnailPositions = (frames: number): readonly number[] => {
  const stride = thumbnailStride(frames);
  return Array.from({ length: Math.ceil(frames / stride) }, (_, at) => at * stride);
};

/** Small pictures of a recording while it is being labelled, in a folder: frames are looked at only once. */
export interface Thumbnails {
  /** Whether the frame at this position may be shown. */
  readonly wants: (position: number) => boolean;
  /** Keeps a picture if it may; `seen` is what was decoded of the frame already. */
  readonly offer: (position: number, frame: Frame, seen?: RgbImage) => Promise<void>;
  readonly read: (position: number) => Promise<Uint8Array | undefined>;
}

/** @param expected frames, where it is known beforehand how many there are at most: then only those shown are kept */
export const openThumbnails = async (folder: string, expected = 0): Promise<Thumbnails> => {
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const pathOf = (position: number): string => join(folder, `${position}.jpg`);
  const wants = (position: number): boolean =>
    position % thumbnailStride(Math.max(position + 1, expected)) === 0;
  return {
    wants,
    offer: async (position, frame, seen) => {
      if (!wants(position)) return;
      const jpeg = await thumbnailOf(frame, undefined, seen);
      await writing(pathOf(position), async () => {
        await writeFile(`${pathOf(position)}.new`, jpeg);
        await rename(`${pathOf(position)}.new`, pathOf(position));
      });
    },
    // A frame that could not be read left no picture.
    read: (position) => readFile(pathOf(position)).catch(() => undefined),
  };
};
