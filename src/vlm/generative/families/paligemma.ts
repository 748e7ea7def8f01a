import { z } from "zod";
import type { Family } from "../family.js";
import { oneView, oneViewConfig } from "./one-view.js";

const preprocessor = oneViewConfig.extend({ image_seq_length: z.int().positive() });

/**
 * PaliGemma: a prefix language model. Image and question see each other both ways, so nothing but the encoded image is
 * the same for two questions. It has no chat template: image, start, question, line break. Its positions begin at 1.
 */
export const paligemma: Family = {
  modelTypes: ["paligemma"],
  shares: "features",
  open: async ({ tokens, read }) => {
    const settings = await read("preprocessor_config.json", preprocessor);
    return {
      placeholder: "<image>",
      encoderInputs: ["pixel_values"],
      imageToken: tokens.idOf("<image>"),
      template: (question) => `<image><bos>${question}\n`,
      positions: (ids) => [ids.map((_, at) => at + 1)],
      image: async (frame) => ({
        feeds: await oneView(frame, settings),
        text: "<image>".repeat(settings.image_seq_length),
      }),
    };
  },
};
