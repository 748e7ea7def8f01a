import { SpatialRewardError } from "../../core/index.js";
import { bayer } from "./bayer.js";
import type { Pixels } from "./pixels.js";
import { checkRows, type RawImage } from "./raw-image.js";
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

/** 16 bits a sample: the more significant byte is kept. */
const deep = (channels: 1 | 3, swapped = false): PixelFormat => {
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

/** By the names of sensor_msgs/image_encodings.hpp. Without a colour order (8UC3, 8UC4) OpenCV's is meant: B, G, R. */
const formats: Readonly<Record<string, PixelFormat>> = {
  rgb8: rgb,
  bgr8: bgr,
  rgba8: packed(4, [0, 1, 2]),
  bgra8: bgra,
  mono8: grey,
  mono16: deep(1),
  rgb16: deep(3),
  bgr16: deep(3, true),
  "8UC1": grey,
  "8UC3": bgr,
  "8UC4": bgra,
  yuv422: uyvy,
  uyvy,
  yuv422_yuy2: yuyv,
  yuyv,
  nv21: semiPlanarYuv({ chromaScale: 2 }),
  nv24: semiPlanarYuv({ chromaScale: 1 }),
  bayer_rggb8: bayer("rggb"),
  bayer_bggr8: bayer("bggr"),
  bayer_gbrg8: bayer("gbrg"),
  bayer_grbg8: bayer("grbg"),
};

export const rawEncodings: readonly string[] = Object.keys(formats);

/**
 * Checks all that can be known without touching a pixel.
 * @throws SpatialRewardError image.encoding, naming those that are read; image.size
 */
export const pixelFormatOf = (image: RawImage, what: string): PixelFormat => {
  const format = Object.hasOwn(formats, image.encoding) ? formats[image.encoding] : undefined;
  if (format === undefined)
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: encoding must be one of ${rawEncodings.join(", ")}; got "${image.encoding}"`,
    );
  checkRows(image, format.rowBytes(image.width), format.rows(image.height), what);
  return format;
};

const takeBytes = (image: RawImage, bytesPerPixel: number, take: readonly number[]): Uint8Array => {
  if (take.length === bytesPerPixel) return unpadded(image, image.width * bytesPerPixel);
  return take.length === 1
    ? takeOne(image, bytesPerPixel, take[0] ?? 0)
    : takeThree(image, bytesPerPixel, take);
};

const unpadded = ({ data, step, height }: RawImage, rowBytes: number): Uint8Array => {
  if (step === rowBytes) return data.slice(0, rowBytes * height);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * step, y * step + rowBytes), y * rowBytes);
  return rows;
};

const takeOne = (image: RawImage, stride: number, offset: number): Uint8Array => {
  const { data, step, width, height } = image;
  const taken = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = y * step + offset;
    for (let x = 0; x < width; x += 1, from += stride) taken[to++] = data[from] ?? 0;
  }
  return taken;
};

const takeThree = (image: RawImage, stride: number, take: readonly number[]): Uint8Array => {
  const { data, step, width, height } = image;
  const [first = 0, second = 0, third = 0] = take;
  const taken = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = y * step;
    for (let x = 0; x < width; x += 1, from += stride) {
      taken[to++] = data[from + first] ?? 0;
      taken[to++] = data[from + second] ?? 0;
      taken[to++] = data[from + third] ?? 0;
    }
  }
  return taken;
};
