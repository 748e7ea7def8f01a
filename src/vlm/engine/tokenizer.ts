import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { remember, SpatialRewardError } from "../../core/index.js";
import { readModelJson } from "./model-directory.js";

const rememberedTexts = 1024;

const tokenizerFile = z.looseObject({
  model: z.looseObject({
    type: z.string(),
    vocab: z.record(z.string(), z.number()),
    unk_token: z.string(),
  }),
});

/** Text to token ids. */
export interface Tokenizer {
  /** Words outside the vocabulary become the unknown token's id. */
  encode(text: string): readonly number[];
  /** Words of a text that the vocabulary lacks, each once, in order. */
  unknownWords(text: string): readonly string[];
  /** The words of a text, as the vocabulary would have them. */
  words(text: string): readonly string[];
  /** In the order of ids. */
  readonly vocabulary: readonly string[];
}

/**
 * `tokenizer.json` of a model directory.
 * @throws SpatialRewardError model.missing, model.corrupt
 */
export const readTokenizer = async (folder: string): Promise<Tokenizer> => {
  const file = await readModelJson(folder, "tokenizer.json", tokenizerFile);
  const { vocab, unk_token } = file.model;
  const unknown = vocab[unk_token];
  if (unknown === undefined)
    throw new SpatialRewardError("model.corrupt", `tokenizer.json: no "${unk_token}" in vocab`);
  const tokenizer = new HuggingFaceTokenizer(file, {});
  // The library declares numbers, but gives undefined for a word that a word-level vocabulary lacks.
  const tokenize = remember<{ ids: (number | undefined)[]; tokens: string[] }>(
    (text) => tokenizer.encode(text),
    rememberedTexts,
  );
  return {
    encode: (text) => tokenize(text).ids.map((id) => id ?? unknown),
    unknownWords: (text) => {
      const { ids, tokens } = tokenize(text);
      return [...new Set(tokens.filter((_, at) => (ids[at] ?? unknown) === unknown))];
    },
    words: (text) => tokenize(text).tokens,
    vocabulary: Object.keys(vocab).sort((a, b) => (vocab[a] ?? 0) - (vocab[b] ?? 0)),
  };
};
