import type { Distortion, Intrinsics } from "../core/index.js";
import { FieldReader, type MessageHeader } from "./field-reader.js";
import type { LensCalibration } from "./lens-calibration.js";
import type { MessageEncoding } from "./message-type.js";

export interface CameraInfo extends MessageHeader {
  /** Of the image as published: after region of interest and binning. */
  readonly width: number;
  readonly height: number;
  /** In pixels of that image; undefined when the camera is not calibrated (K[0] is 0). */
  readonly intrinsics?: Intrinsics;
  readonly distortion: Distortion;
  /** In pixels of the rectified image (P); undefined when it isn't told. */
  readonly rectified?: Intrinsics;
}

/** @throws SpatialRewardError message.malformed */
export const readCameraInfo = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  what = "sensor_msgs/CameraInfo",
): CameraInfo => {
  const r = new FieldReader(bytes, messageEncoding, what);
  const header = r.header();
  const [height, width] = [r.uint32(), r.uint32()];
  const model = r.string();
  const coefficients = r.sequence(() => r.float64());
  const k = r.float64s(9);
  r.float64s(9); // rectification
  const [fx = 0, , cx = 0, , , fy = 0, cy = 0] = r.float64s(12);
  const region = readRegion(r, width, height);
  const intrinsics = intrinsicsOf(k, region);
  const rectified = intrinsicsOf([fx, 0, cx, 0, fy, cy], region);
  return {
    ...header,
    width: Math.floor(region.width / region.binningX),
    height: Math.floor(region.height / region.binningY),
    ...(intrinsics && { intrinsics }),
    distortion: { model, coefficients },
    ...(rectified && { rectified }),
  };
};

/** Undefined when the camera is not calibrated. @throws SpatialRewardError message.malformed */
export const calibrationFromCameraInfo = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
): LensCalibration | undefined => {
  const { intrinsics, width, height } = readCameraInfo(bytes, messageEncoding);
  return intrinsics && { intrinsics, width, height };
};

interface Region {
  readonly binningX: number;
  readonly binningY: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Binning 0 means 1, and a region of no size the whole image. */
const readRegion = (r: FieldReader, width: number, height: number): Region => {
  const [binningX, binningY] = [r.uint32() || 1, r.uint32() || 1];
  const [left, top, regionHeight, regionWidth] = [r.uint32(), r.uint32(), r.uint32(), r.uint32()];
  r.bool(); // do_rectify: whether a rectifier is to treat the region as the whole image
  return {
    binningX,
    binningY,
    left,
    top,
    width: regionWidth || width,
    height: regionHeight || height,
  };
};

/** K counts pixels of the full sensor from the centre of the first one (OpenCV); ours begin at its corner. */
const intrinsicsOf = (
  [fx = 0, , cx = 0, , fy = 0, cy = 0]: readonly number[],
  region: Region,
): Intrinsics | undefined =>
  fx > 0 && fy > 0
    ? {
        fx: fx / region.binningX,
        fy: fy / region.binningY,
        cx: (cx + 0.5 - region.left) / region.binningX,
        cy: (cy + 0.5 - region.top) / region.binningY,
      }
    : undefined;
