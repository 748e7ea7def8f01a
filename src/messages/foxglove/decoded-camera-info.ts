import { z } from "zod";
import { type CameraInfo, cameraInfoOf } from "../camera-info.js";
import { decoderFor } from "../decoder.js";
import type { TopicSchema } from "../topic-readers.js";
import { headerShape } from "./header.js";
import { checked, count, numbers, text } from "./record.js";

const some = count.optional().transform((value) => value ?? 0);
const unsaid = numbers.optional().transform((value) => value ?? []);

const region = z
  .object({ x_offset: some, y_offset: some, width: some, height: some })
  .optional()
  .transform((found) => found ?? { x_offset: 0, y_offset: 0, width: 0, height: 0 });

const calibration = z.object({
  width: count,
  height: count,
  distortion_model: text,
  d: unsaid,
  k: unsaid,
  p: unsaid,
  binning_x: some,
  binning_y: some,
  roi: region,
});

/** ROS 1, protobuf and JSON write the matrices as K and P, ROS 2 as k and p. */
const lowerCased = (message: unknown): unknown =>
  typeof message === "object" && message !== null
    ? Object.fromEntries(
        Object.entries(message).map(([name, value]) => [name.toLowerCase(), value]),
      )
    : message;

/**
 * Reads calibrations out of decoded messages: foxglove.CameraCalibration of any encoding, and CameraInfo in JSON.
 * @throws SpatialRewardError message.schema
 */
export const decodedCameraInfoReader = (
  schema: TopicSchema,
): ((message: Uint8Array) => CameraInfo) => {
  const decode = decoderFor(schema);
  const header = headerShape(schema.type);
  return (message) => {
    const decoded = lowerCased(decode(message));
    const head = checked(header, decoded, schema.topic);
    const { d, k, p, roi, ...fields } = checked(calibration, decoded, schema.topic);
    return cameraInfoOf({
      ...head,
      width: fields.width,
      height: fields.height,
      distortion: { model: fields.distortion_model, coefficients: d },
      k,
      p,
      binning: [fields.binning_x, fields.binning_y],
      region: { left: roi.x_offset, top: roi.y_offset, width: roi.width, height: roi.height },
    });
  };
};
