import { type Frame, SpatialRewardError } from "../core/index.js";
import type { DepthContent } from "../messages/index.js";
import { depthView } from "./depth-view.js";

/**
 * A picture with the depth that was measured behind each of its pixels.
 * @throws SpatialRewardError image.size where it is not of the same size
 */
export const withStillDepth = (frame: Frame, depth: DepthContent, path: string): Frame => {
  const { width, height, intrinsics, stamp, frameId } = frame;
  if (depth.width !== width || depth.height !== height)
    throw new SpatialRewardError(
      "image.size",
      `${path}: depth must be aligned to its picture and as large, ${width}×${height}; is ${depth.width}×${depth.height}`,
    );
  if (!intrinsics) return frame;
  const picture = { ...depth, stamp, frameId };
  return {
    ...frame,
    depth: depthView({ stamp, picture, lens: { intrinsics }, frame: intrinsics }),
  };
};
