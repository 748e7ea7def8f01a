import { SpatialRewardError } from "../../core/index.js";
import { bayer, deepBayer } from "./bayer.js";
import { isDepthEncoding } from "./depth-format.js";
import type { Pixels } from "./pixels.js";
import { checkRows, type RawImage } from "./raw-image.js";
import { takeBytes } from "./take-bytes.js";
import { semiPlanarYuv, yuv422 } from "./yuv.js";

/** How the bytes of one `encoding` of sensor_msgs/Image become pixels. */
export interface PixelFormat {
  rowBytes(width: number): number;
  /** Rows of `step` bytes; more than the image's height where colour lies in a plane of its own. */
  rows(height: number): number;
  /** Copies: the message may change once this has returned. */
  pixels(image: RawImage): Pixels;
}

/** Samples lying side by side: `take` names the bytes of a pixel that are kept. */
const packed = (bytesPerPixel: number, take: readonly number[], swapped = false): PixelFormat => ({
  rowBytes: (width) => width * bytesPerPixel,
  rows: (height) => height,
  pixels: (image) => ({
    width: image.width,
    height: image.height,
    channels: take.length === 1 ? 1 : 3,
    swapped,
    data: takeBytes(image, bytesPerPixel, take),
  }),
});

/** 16 bits a sample: the more significant byte is kept, and a fourth channel is left out. */
const deep = (channels: 1 | 3 | 4, swapped = false): PixelFormat => {
  const samples = channels === 1 ? [0] : [0, 2, 4];
  const little = samples.map((sample) => sample + 1);
  return {
    ...packed(channels * 2, samples, swapped),
    pixels: (image) =>
      packed(channels * 2, image.bigEndian ? samples : little, swapped).pixels(image),
  };
};

const grey = packed(1, [0]);
const rgb = packed(3, [0, 1, 2]);
const bgr = packed(3, [0, 1, 2], true);
const bgra = packed(4, [0, 1, 2], true);
const uyvy = yuv422({ luma: 1, u: 0, v: 2 });
const yuyv = yuv422({ luma: 0, u: 1, v: 3 });

/**
 * By the names of sensor_msgs/image_encodings.hpp. Without a colour order (8UC3, 16UC4) OpenCV's is meant: B, G, R.
 * Its other OpenCV types are no pictures: signed numbers, floating-point ones, pairs.
 */
const formats: Readonly<Record<string, PixelFormat>> = {
  rgb8: rgb,
  bgr8: bgr,
  rgba8: packed(4, [0, 1, 2]),
  bgra8: bgra,
  mono8: grey,
  mono16: deep(1),
  rgb16: deep(3),
  bgr16: deep(3, true),
  rgba16: deep(4),
  bgra16: deep(4, true),
  "8UC1": grey,
  "8UC3": bgr,
  "8UC4": bgra,
  "16UC3": deep(3, true),
  "16UC4": deep(4, true),
  yuv422: uyvy,
  uyvy,
  yuv422_yuy2: yuyv,
  yuyv,
  nv12: semiPlanarYuv({ chromaScale: 2, first: "u" }),
  nv21: semiPlanarYuv({ chromaScale: 2, first: "v" }),
  nv24: semiPlanarYuv({ chromaScale: 1, first: "u" }),
  bayer_rggb8: bayer("rggb"),
  bayer_bggr8: bayer("bggr"),
  bayer_gbrg8: bayer("gbrg"),
  bayer_grbg8: bayer("grbg"),
  bayer_rggb16: deepBayer("rggb"),
  bayer_bggr16: deepBayer("bggr"),
  bayer_gbrg16: deepBayer("gbrg"),
  bayer_grbg16: deepBayer("grbg"),
};

/** Drivers write names in capitals, too (RGB8, NV12), and V4L2's name for yuyv. */
const byName = new Map([
  ...Object.entries(formats).map(([name, format]) => [name.toLowerCase(), format] as const),
  ["yuy2", yuyv],
]);

export const rawEncodings: readonly string[] = Object.keys(formats);

/**
 * Reads an image's pixels, and copies them: the message may change once it has returned. Checks at once all that can
 * be known without touching a pixel.
 * @throws SpatialRewardError image.encoding, naming those that are read; image.size
 */
export const pixelsOf = (image: RawImage, what: string): (() => Pixels) => {
  const format = byName.get(image.encoding.toLowerCase());
  if (format === undefined) throw unreadEncoding(image.encoding, what);
  const [rowBytes, rows] = [format.rowBytes(image.width), format.rows(image.height)];
  const laid = rows > image.height ? withPlanesStep(image, rowBytes, rows) : image;
  checkRows(laid, rowBytes, rows, what);
  return () => format.pixels(laid);
};

/**
 * An image with planes has more rows of `step` bytes than it is high. Some drivers share all bytes out over its height
 * and call that the step; where the data are as many as planes without padding take, that is how they lie.
 */
const withPlanesStep = (image: RawImage, rowBytes: number, rows: number): RawImage =>
  image.data.length === rowBytes * rows ? { ...image, step: rowBytes } : image;

const unreadEncoding = (encoding: string, what: string): SpatialRewardError =>
  new SpatialRewardError(
    "image.encoding",
    isDepthEncoding(encoding)
      ? `${what}: choose a topic of pictures; got "${encoding}", which is depth, not colour`
      : `${what}: encoding must be one of ${rawEncodings.join(", ")}; got "${encoding}"`,
  );
