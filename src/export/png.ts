import sharp from "sharp";
import type { RgbImage } from "../core/index.js";

/** A picture as trainers store it: nothing of it is lost. */
export const png = ({ width, height, data }: RgbImage): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
