import type { Frame } from "../../core/index.js";
import { pixelsOf } from "./pixel-format.js";
import { checkSize } from "./pixels.js";
import type { RawImage } from "./raw-image.js";
import { rgbOf } from "./resize.js";

/**
 * What an image shows, whatever message it came in. Its size is known at once; `rgb` looks at the bytes, which must
 * stay as they are until it has been called (not: settled).
 */
export type ImageContent = Pick<Frame, "width" | "height" | "rgb" | "jpeg">;

/** @throws SpatialRewardError image.encoding, image.size */
export const rawContent = (image: RawImage, what: string): ImageContent => {
  const { width, height } = image;
  checkSize(width, height, what);
  const pixels = pixelsOf(image, what);
  return { width, height, rgb: async (size) => rgbOf(pixels(), size) };
};
