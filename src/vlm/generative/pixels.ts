import { z } from "zod";
import {
  type Frame,
  type ResampleFilter,
  type RgbImage,
  resample,
  SpatialRewardError,
} from "../../core/index.js";
import { normalisation } from "../engine/image-processor.js";
import type { Size } from "../engine/letterbox.js";

const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** Pillow's numbers of its filters, as `preprocessor_config.json` has them. */
const filters: Readonly<Record<number, ResampleFilter>> = {
  1: "lanczos",
  2: "bilinear",
  3: "bicubic",
};

/** What every image processor of `transformers` has in its `preprocessor_config.json`. */
export const pixelConfig = z.looseObject({
  image_mean: perChannel,
  image_std: perChannel.refine((std) => std.every((value) => value > 0), "must be positive"),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  resample: z
    .int()
    .refine((number) => number in filters, "must be 1 (lanczos), 2 (bilinear) or 3 (bicubic)")
    .transform((number): ResampleFilter => filters[number] ?? "bicubic"),
});

export type PixelConfig = z.infer<typeof pixelConfig>;

/** @throws SpatialRewardError image.* when the frame has no pixels */
export const wholeImage = async (frame: Frame): Promise<RgbImage> => {
  if (!(frame.width > 0 && frame.height > 0))
    throw new SpatialRewardError("image.size", `an image of ${frame.width}x${frame.height}`);
  return frame.rgb();
};

/** An image at another size. */
export const resized = (
  image: RgbImage,
  { width, height }: Size,
  filter: ResampleFilter,
): RgbImage =>
  width === image.width && height === image.height
    ? image
    : resample({ ...image, channels: 3 }, width, height, filter);

/** A cut-out of an image. */
export const cropped = (
  { data, width: stride }: RgbImage,
  { left, top, width, height }: Size & { readonly left: number; readonly top: number },
): RgbImage => {
  const cut = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * stride + left) * 3;
    cut.set(data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data: cut };
};

const none = new Float32Array();

/** Pixel values of images of one size, normalised and planar: images × 3 × height × width. */
export const planes = (images: readonly RgbImage[], config: PixelConfig): Float32Array => {
  const [red = none, green = none, blue = none] = normalisation(config);
  const pixels = images.reduce((sum, { width, height }) => sum + width * height, 0);
  const values = new Float32Array(pixels * 3);
  let start = 0;
  for (const { data, width, height } of images) {
    const plane = width * height;
    for (let at = 0, to = start; at < data.length; at += 3, to += 1) {
      values[to] = red[data[at] ?? 0] ?? 0;
      values[to + plane] = green[data[at + 1] ?? 0] ?? 0;
      values[to + 2 * plane] = blue[data[at + 2] ?? 0] ?? 0;
    }
    start += 3 * plane;
  }
  return values;
};
