import { type Intrinsics, SpatialRewardError } from "../core/index.js";
import type { Size } from "./image/resize.js";

/** What a CameraInfo says of the images beside it. */
export interface LensCalibration extends Size {
  /** In pixels of an image of `width`×`height`; where that is 0×0, not said, of the image as it comes. */
  readonly intrinsics: Intrinsics;
}

/** Scaled images have whole pixels: a side may be one off what the other side's scale would make it. */
const isScaled = (from: Size, to: Size): boolean =>
  Math.abs((to.width * from.height) / from.width - to.height) < 1 ||
  Math.abs((to.height * from.width) / from.height - to.width) < 1;

/** Whether images of this size can be scaled ones of those that were calibrated. */
export const fitsImage = (
  { width, height }: Pick<LensCalibration, "width" | "height">,
  image: Size,
): boolean => width === 0 || height === 0 || isScaled({ width, height }, image);

/**
 * The intrinsics of an image that may have been scaled after its camera was calibrated.
 * @throws SpatialRewardError image.calibration where the image is no scaled one: cropped, perhaps, nobody says where
 */
export const intrinsicsOfImage = (
  { intrinsics, ...calibrated }: LensCalibration,
  image: Size,
): Intrinsics => {
  if (!fitsImage(calibrated, image)) {
    throw new SpatialRewardError(
      "image.calibration",
      `CameraInfo is of images of ${calibrated.width}×${calibrated.height}, region of interest and binning considered; ` +
        `must have the shape of the image, which is ${image.width}×${image.height}`,
    );
  }
  if (calibrated.width === 0 || calibrated.height === 0) return intrinsics;
  const [x, y] = [image.width / calibrated.width, image.height / calibrated.height];
  const { fx, fy, cx, cy } = intrinsics;
  return { fx: fx * x, fy: fy * y, cx: cx * x, cy: cy * y };
};
