import type { RgbImage, Stamp } from "../../core/index.js";
import { FieldWriter } from "../field-writer.js";
import { isRosTime } from "../ros-time.js";

export interface ImageHeader {
  /** One that ROS 2 can't write (beyond 2038) becomes 0: none. */
  readonly stamp: Stamp;
  readonly frameId: string;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly encoding: string;
  readonly step: number;
  readonly data: Uint8Array;
}

const encode = ({ stamp, frameId }: ImageHeader, layout: Layout): Uint8Array => {
  const { width, height, encoding, step, data } = layout;
  const w = new FieldWriter();
  w.header(isRosTime(stamp) ? stamp : 0n, frameId);
  w.uint32(height);
  w.uint32(width);
  w.string(encoding);
  w.bool(false);
  w.uint32(step);
  w.uint32(data.length);
  const head = w.data;
  const message = new Uint8Array(head.length + data.length);
  message.set(head);
  message.set(data, head.length);
  return message;
};

/** CDR bytes of a sensor_msgs/Image, rgb8. */
export const encodeImage = (header: ImageHeader, image: RgbImage): Uint8Array => {
  const { width, height, data } = image;
  return encode(header, { width, height, data, encoding: "rgb8", step: width * 3 });
};

/** CDR bytes of a sensor_msgs/Image that nobody can take for a picture; its encoding says why there is none. */
export const encodeNoImage = (header: ImageHeader, why: string): Uint8Array =>
  encode(header, { width: 1, height: 1, data: new Uint8Array(), encoding: why, step: 0 });

/** CDR bytes of a sensor_msgs/CompressedImage: a JPEG's, PNG's or WebP's own bytes. */
export const encodeCompressedImage = (
  { stamp, frameId }: ImageHeader,
  format: string,
  data: Uint8Array,
): Uint8Array => {
  const w = new FieldWriter();
  w.header(isRosTime(stamp) ? stamp : 0n, frameId);
  w.string(format);
  w.octets(data);
  return w.data;
};
