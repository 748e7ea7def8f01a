import { z } from "zod";
import type { Frame } from "../../../core/index.js";
import { float32, type Tensors } from "../../engine/tensor.js";
import { pixelConfig, planes, resized, wholeImage } from "../pixels.js";

/** `preprocessor_config.json` of a model that takes the whole image at one size. */
export const oneViewConfig = pixelConfig.extend({
  size: z.looseObject({ height: z.int().positive(), width: z.int().positive() }),
});

/** The whole image at the model's size, its aspect not kept. */
export const oneView = async (
  frame: Frame,
  settings: z.infer<typeof oneViewConfig>,
): Promise<Tensors> => {
  const { width, height } = settings.size;
  const image = resized(await wholeImage(frame), { width, height }, settings.resample);
  return { pixel_values: float32(planes([image], settings), [1, 3, height, width]) };
};
