import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { remember, SpatialRewardError } from "../../core/index.js";
import { readModelJson } from "../engine/model-directory.js";

const rememberedTexts = 1024;

/** Text to token ids and back, for a model that writes. */
export interface Tokens {
  /** Special tokens are read where the text spells them; none are added. */
  encode(text: string): readonly number[];
  decode(ids: readonly number[]): string;
  /** @throws SpatialRewardError model.corrupt when the vocabulary lacks it */
  idOf(token: string): number;
  /** What each token of the vocabulary adds to a text, by id; only those of plain letters, digits and punctuation. */
  readonly pieces: ReadonlyMap<number, string>;
}

/** How vocabularies write a leading space: byte-level BPE, and SentencePiece. */
const spaceMarks = /[Ġ▁]/g;
const plain = /^[ -~]+$/;

const piecesOf = (vocabulary: Iterable<readonly [string, number]>): Map<number, string> => {
  const pieces = new Map<number, string>();
  for (const [token, id] of vocabulary) {
    const text = token.replace(spaceMarks, " ");
    if (plain.test(text) && !text.startsWith("<")) pieces.set(id, text);
  }
  return pieces;
};

/**
 * `tokenizer.json` of a model directory.
 * @throws SpatialRewardError model.missing, model.corrupt
 */
export const readTokens = async (folder: string): Promise<Tokens> => {
  const file = await readModelJson(
    folder,
    "tokenizer.json",
    z.looseObject({ model: z.looseObject({}) }),
  );
  const tokenizer = open(folder, file);
  const encode = remember<readonly number[]>(
    (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    rememberedTexts,
  );
  return {
    encode,
    decode: (ids) =>
      ids.length === 0 ? "" : tokenizer.decode([...ids], { skip_special_tokens: true }),
    idOf: (token) => {
      const id = tokenizer.token_to_id(token);
      if (id !== undefined) return id;
      throw new SpatialRewardError(
        "model.corrupt",
        `${folder}/tokenizer.json: no token "${token}"`,
      );
    },
    pieces: piecesOf(tokenizer.get_vocab()),
  };
};

const open = (folder: string, file: object): HuggingFaceTokenizer => {
  try {
    return new HuggingFaceTokenizer(file, {});
  } catch (cause) {
    throw new SpatialRewardError("model.corrupt", `${folder}/tokenizer.json: ${String(cause)}`, {
      cause,
    });
  }
};
