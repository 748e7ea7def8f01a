import { z } from "zod";
import { type Frame, type RgbImage, SpatialRewardError } from "../../core/index.js";
import { letterbox, type Placement, type Size } from "./letterbox.js";
import { float32, type Tensor } from "./tensor.js";

const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** `preprocessor_config.json` of a model that takes the whole image on a padded canvas. */
export const letterboxConfig = z.object({
  size: z.object({ width: z.int().positive(), height: z.int().positive() }),
  image_mean: perChannel,
  image_std: perChannel.refine((std) => std.every((value) => value > 0), "must be positive"),
  rescale_factor: z.number().positive(),
  resample: z.literal("bilinear"),
  do_pad: z.literal(true),
  pad_value: z.int().min(0).max(255),
});

export type LetterboxConfig = z.infer<typeof letterboxConfig>;

export interface Processed {
  /** [1, 3, height, width] of the canvas. */
  readonly pixels: Tensor;
  readonly placement: Placement;
}

export type ImageProcessor = (frame: Frame) => Promise<Processed>;

/** What each of the 256 values of a byte becomes, per channel: the same float32 steps that training takes. */
export const normalisation = ({
  image_mean,
  image_std,
  rescale_factor,
}: Pick<LetterboxConfig, "image_mean" | "image_std" | "rescale_factor">) => {
  const f = Math.fround;
  return image_mean.map((mean, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) =>
      f(f(f(byte * f(rescale_factor)) - f(mean)) / f(image_std[channel] ?? 1)),
    ),
  );
};

const checkSize = ({ width, height, data }: RgbImage, wanted: Size): void => {
  if (width === wanted.width && height === wanted.height && data.length === width * height * 3)
    return;
  throw new SpatialRewardError(
    "image.size",
    `asked for ${wanted.width}x${wanted.height} pixels; got ${width}x${height} in ${data.length} bytes`,
  );
};

/** Writes one channel of an image into its place on a plane of the canvas. */
const place = (
  plane: Float32Array,
  image: RgbImage,
  channel: number,
  table: Float32Array,
  { left, top }: Placement,
  canvasWidth: number,
): void => {
  const { width, height, data } = image;
  for (let row = 0; row < height; row++) {
    let from = row * width * 3 + channel;
    const start = (top + row) * canvasWidth + left;
    for (let to = start; to < start + width; to++, from += 3)
      plane[to] = table[data[from] ?? 0] ?? 0;
  }
};

/**
 * Frames to the pixel values of training: resized (antialiased bilinear), centred on a canvas, normalised, planar.
 * @throws SpatialRewardError image.* when the frame can't be decoded
 */
export const createImageProcessor = (config: LetterboxConfig): ImageProcessor => {
  const tables = normalisation(config);
  const { width, height } = config.size;
  return async (frame) => {
    if (!(frame.width > 0 && frame.height > 0))
      throw new SpatialRewardError("image.size", `an image of ${frame.width}x${frame.height}`);
    const placement = letterbox(frame, config.size);
    const wanted = { width: placement.width, height: placement.height };
    const image = await frame.rgb(wanted);
    checkSize(image, wanted);
    const pixels = new Float32Array(3 * width * height);
    tables.forEach((table, channel) => {
      const plane = pixels.subarray(channel * width * height, (channel + 1) * width * height);
      plane.fill(table[config.pad_value] ?? 0);
      place(plane, image, channel, table, placement, width);
    });
    return { pixels: float32(pixels, [1, 3, height, width]), placement };
  };
};
