import { z } from "zod";
import { type Family, plainPositions } from "../family.js";
import { oneView, oneViewConfig } from "./one-view.js";

const config = z.looseObject({
  vision_config: z.looseObject({
    image_size: z.int().positive(),
    patch_size: z.int().positive(),
  }),
});

/**
 * LLaVA-OneVision: the whole image in one view. Its exports have no place for the vector that stands between rows of
 * tiles, so an image is not cut into tiles.
 */
export const llavaOnevision: Family = {
  modelTypes: ["llava_onevision"],
  shares: "prefix",
  open: async ({ tokens, read }) => {
    const settings = await read("preprocessor_config.json", oneViewConfig);
    const { vision_config } = await read("config.json", config);
    const side = Math.floor(vision_config.image_size / vision_config.patch_size);
    return {
      placeholder: "<image>",
      encoderInputs: ["pixel_values"],
      imageToken: tokens.idOf("<image>"),
      positions: plainPositions,
      image: async (frame) => ({
        feeds: await oneView(frame, settings),
        text: "<image>".repeat(side ** 2),
      }),
    };
  },
};
