import { CdrWriter } from "@foxglove/cdr";
import sharp from "sharp";
import { createRandom, type Stamp } from "../core/index.js";

export const width = 640;
export const height = 480;

/** Bytes a pixel of each raw encoding that is measured. */
export const rawEncodings: Readonly<Record<string, number>> = {
  rgb8: 3,
  bgr8: 3,
  rgba8: 4,
  mono8: 1,
  mono16: 2,
  yuv422: 2,
  bayer_rggb8: 1,
};

const headed = (stamp: Stamp): CdrWriter => {
  const w = new CdrWriter();
  w.int32(Number(stamp / 1_000_000_000n));
  w.uint32(Number(stamp % 1_000_000_000n));
  w.string("camera_optical");
  return w;
};

/** Smooth colours under sensor noise: a JPEG of it has the size of a photograph's, about 60 KB. */
const texture = (bytes: number): Uint8Array => {
  const random = createRandom(1);
  return Uint8Array.from(
    { length: bytes },
    (_, i) => 128 + 90 * Math.sin(i / 611) + random.int(-6, 6),
  );
};

/** CDR bytes of a sensor_msgs/msg/Image. */
export const rawMessage = (encoding: string, stamp: Stamp): Uint8Array => {
  const step = width * (rawEncodings[encoding] ?? 1);
  const w = headed(stamp);
  w.uint32(height);
  w.uint32(width);
  w.string(encoding);
  w.uint8(0);
  w.uint32(step);
  w.uint8Array(texture(step * height), true);
  return w.data;
};

/** CDR bytes of a sensor_msgs/msg/CompressedImage. */
export const compressedMessage = async (
  format: "jpeg" | "png",
  stamp: Stamp,
): Promise<Uint8Array> => {
  const image = sharp(texture(width * height * 3), { raw: { width, height, channels: 3 } });
  const w = headed(stamp);
  w.string(format);
  w.uint8Array(await image.toFormat(format).toBuffer(), true);
  return w.data;
};
