import { z } from "zod";
import { type Family, plainPositions } from "../family.js";
import { oneView, oneViewConfig } from "./one-view.js";

const preprocessor = oneViewConfig.extend({ image_seq_length: z.int().positive() });

const config = z.looseObject({
  text_config: z.looseObject({ sliding_window: z.int().positive().default(4096) }),
});

/**
 * Gemma 3: the whole image in one view. Its tokens see each other both ways, where the export's decoder takes
 * token_type_ids, and nothing of the question, so that image and all text before the question are shared. Most of its
 * layers look back so many tokens; padding between would move that edge, so prompts stay within it.
 */
export const gemma3: Family = {
  modelTypes: ["gemma3"],
  shares: "prefix",
  open: async ({ tokens, read }) => {
    const settings = await read("preprocessor_config.json", preprocessor);
    const { text_config } = await read("config.json", config);
    const [begin, token, end] = ["<start_of_image>", "<image_soft_token>", "<end_of_image>"];
    return {
      placeholder: begin,
      encoderInputs: ["pixel_values"],
      imageToken: tokens.idOf(token),
      context: text_config.sliding_window,
      positions: plainPositions,
      image: async (frame) => ({
        feeds: await oneView(frame, settings),
        text: `${begin}${token.repeat(settings.image_seq_length)}${end}`,
        around: ["\n\n", "\n\n"],
      }),
    };
  },
};
