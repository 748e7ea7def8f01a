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

/** A sensor_msgs/CameraInfo's fields: of the whole sensor, as they are. */
export interface CameraInfoFields extends MessageHeader {
  readonly width: number;
  readonly height: number;
  readonly distortion: Distortion;
  /** Row by row, 3×3 and 3×4; empty where the message has none. */
  readonly k: readonly number[];
  readonly p: readonly number[];
  /** Horizontally and vertically; 0 means 1. */
  readonly binning: readonly [number, number];
  /** Of no size: the whole image. */
  readonly region: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** What such a message says of the image as published. */
export const cameraInfoOf = ({
  stamp,
  frameId,
  distortion,
  k,
  p: [fx = 0, , cx = 0, , , fy = 0, cy = 0],
  ...fields
}: CameraInfoFields): CameraInfo => {
  const region = regionOf(fields);
  const intrinsics = intrinsicsOf(k, region);
  const rectified = intrinsicsOf([fx, 0, cx, 0, fy, cy], region);
  return {
    stamp,
    frameId,
    width: Math.floor(region.width / region.binningX),
    height: Math.floor(region.height / region.binningY),
    ...(intrinsics && { intrinsics }),
    distortion,
    ...(rectified && { rectified }),
  };
};

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
  const p = r.float64s(12);
  const binning = [r.uint32(), r.uint32()] as const;
  const region = readRegion(r);
  return cameraInfoOf({
    ...header,
    width,
    height,
    distortion: { model, coefficients },
    k,
    p,
    binning,
    region,
  });
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

const readRegion = (r: FieldReader): CameraInfoFields["region"] => {
  const [left, top, height, width] = [r.uint32(), r.uint32(), r.uint32(), r.uint32()];
  r.bool(); // do_rectify: whether a rectifier is to treat the region as the whole image
  return { left, top, width, height };
};

/** Binning 0 means 1, and a region of no size the whole image. */
const regionOf = ({
  width,
  height,
  binning: [binningX, binningY],
  region,
}: Pick<CameraInfoFields, "width" | "height" | "binning" | "region">): Region => ({
  binningX: binningX || 1,
  binningY: binningY || 1,
  left: region.left,
  top: region.top,
  width: region.width || width,
  height: region.height || height,
});

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
