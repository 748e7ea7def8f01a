import type { RgbImage } from "../../core/index.js";
import { imageLibrary } from "./image-library.js";

/** A JPEG of the picture with a drawing (SVG of the same size) over it. `quality` from 1 to 100. */
export const annotatedJpeg = async (
  { width, height, data }: RgbImage,
  svg: string,
  quality: number,
): Promise<Uint8Array> => {
  const picture = imageLibrary()(data, { raw: { width, height, channels: 3 } });
  const drawn = picture.composite([{ input: Buffer.from(svg), top: 0, left: 0 }]);
  return new Uint8Array(await drawn.jpeg({ quality }).toBuffer());
};
