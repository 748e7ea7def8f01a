import sharp from "sharp";
import type { Frame } from "../../core/index.js";
import type { ServerSettings } from "./settings.js";

type ImageSettings = Pick<ServerSettings, "imageQuality" | "imageSize">;

const fitted = ({ width, height }: Frame, longest: number) => {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
};

/**
 * The frame as a JPEG in a data URL, scaled down to the longest side that is set.
 * @throws SpatialRewardError image.* when the frame doesn't decode
 */
export const jpegDataUrl = async (
  frame: Frame,
  { imageQuality, imageSize }: ImageSettings,
): Promise<string> => {
  const { data, width, height } = await frame.rgb(fitted(frame, imageSize));
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: imageQuality })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
};
