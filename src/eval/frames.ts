import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Frame, reasonOf, SpatialRewardError, stampOf } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import { frameFromFile } from "../messages/index.js";

export const imageOf = (folder: string, { image }: DataLine): string => join(folder, image);

/**
 * The frame that a line of a data set stands for, with the camera it states.
 * @throws SpatialRewardError image.missing, image.encoding, image.corrupt
 */
export const frameOf = async (folder: string, line: DataLine): Promise<Frame> => {
  const path = imageOf(folder, line);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SpatialRewardError(
      "image.missing",
      `can't read the image "${path}": ${reasonOf(cause)}`,
      { cause },
    );
  });
  const { up, ...intrinsics } = line.camera;
  const frame = await frameFromFile(bytes, path, { intrinsics });
  return { ...frame, stamp: stampOf(line.t ?? 0), ...(up && { up }) };
};
