import { SpatialRewardError } from "../../core/index.js";
import { pngDepth } from "./compressed-depth.js";
import { formatOfBytes } from "./compressed-header.js";
import type { DepthContent } from "./depth.js";

/** Millimetres, as most cameras and datasets count; TUM RGB-D has 5000. */
export const usualDepthScale = 1000;

/**
 * The depth in a PNG of 16-bit grey, as datasets keep it beside the picture; 0 is unknown.
 * @param scale how many of its units are a metre
 * @throws SpatialRewardError image.encoding, image.corrupt, image.size
 */
export const depthFromFile = (
  bytes: Uint8Array,
  path: string,
  scale: number = usualDepthScale,
): DepthContent => {
  const format = formatOfBytes(bytes);
  if (format !== "png")
    throw new SpatialRewardError(
      "image.encoding",
      `${path}: depth must be a PNG of 16-bit grey; is ${format ?? "no image that is known"}`,
    );
  return pngDepth(bytes, path, (value) => (value === 0 ? Number.NaN : value / scale));
};
