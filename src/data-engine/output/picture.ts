import { copyFile, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import sharp from "sharp";
import { writing } from "../../bag/index.js";
import type { GivenFrame } from "../frames/index.js";

/** Of pictures that are no files yet: nothing that a model learns from is lost. */
const quality = 95;

/** The ending of the file that a frame is kept in. */
export const endingOf = ({ file }: GivenFrame): string =>
  file === undefined ? ".jpg" : extname(file).toLowerCase();

/** Writes what a frame shows: its own file where that shows just it. @throws SpatialRewardError output.write, image.* */
export const writePicture = async (given: GivenFrame, path: string): Promise<void> => {
  const partial = `${path}.partial`;
  await writing(path, () => mkdir(dirname(path), { recursive: true }));
  if (given.file !== undefined) {
    const { file } = given;
    await writing(path, () => copyFile(file, partial));
  } else {
    const { data, width, height } = await given.frame.rgb();
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality, chromaSubsampling: "4:4:4" })
      .toBuffer();
    await writing(path, () => writeFile(partial, jpeg));
  }
  await writing(path, () => rename(partial, path));
};
