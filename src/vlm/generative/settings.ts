import { z } from "zod";
import { hasModelFile, readModelJson } from "../engine/model-directory.js";
import type { ModelOptions } from "../model-options.js";
import { createFreeText } from "./free-text.js";
import { createNumber } from "./number-decoding.js";
import { numberPieces } from "./number-search.js";
import type { Decodings } from "./questions.js";
import type { Tokens } from "./tokens.js";
import { createYesNo } from "./yes-no.js";

const tokenIds = z.union([z.int(), z.array(z.int())]).nullish();
const textConfig = z.looseObject({
  max_position_embeddings: z.int().positive().optional(),
  eos_token_id: tokenIds,
});
export const modelConfig = textConfig.extend({ text_config: textConfig.optional() });

/** How answers are written. */
export const limits = {
  /** "1234.567 centimeters", one character a token, is as long as numbers get. */
  numberTokens: 20,
  textTokens: 48,
  /** Beginnings of a number that are followed. */
  width: 1,
  /** Least probability of beginning with a number. Below it a model is refusing, or telling something else. */
  leastMass: 1e-3,
  /** Tokens that a model takes which doesn't say how many it takes. */
  context: 2048,
  batch: 16,
} as const;

/** Tokens that end an answer. */
export const endsOf = async (
  folder: string,
  config: z.infer<typeof modelConfig>,
): Promise<ReadonlySet<number>> => {
  const generation = (await hasModelFile(folder, "generation_config.json"))
    ? await readModelJson(folder, "generation_config.json", textConfig)
    : undefined;
  const all = [generation, config, config.text_config].map((each) => each?.eos_token_id ?? []);
  return new Set(all.flat());
};

/** How each kind of question is answered. */
export const decodingsOf = (
  tokens: Tokens,
  ends: ReadonlySet<number>,
  { leastMass = limits.leastMass, width = limits.width }: ModelOptions,
): Decodings => {
  const words: Decodings["words"] = (question) =>
    createFreeText(question, { tokens, ends, maxTokens: limits.textTokens });
  const pieces = numberPieces(tokens);
  return {
    words,
    predicate: createYesNo(tokens),
    length: (question) =>
      createNumber(question, {
        pieces,
        width,
        leastMass,
        maxTokens: limits.numberTokens,
        otherwise: words,
      }),
  };
};
