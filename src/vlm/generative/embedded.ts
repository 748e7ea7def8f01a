import type { Lane } from "../engine/engine.js";
import type { Model } from "./converse.js";
import type { ImageTokens } from "./decoder.js";
import { type ImageFeatures, placeFeatures } from "./embed.js";

/** Puts an image's features in their places, a row after the other. */
const placed = (
  { decoder: { hiddenSize }, imageToken }: Model,
  vectors: Float32Array,
  rows: readonly (readonly number[])[],
  features: Float32Array,
  skip: number,
): Float32Array => {
  const length = (rows[0]?.length ?? 0) * hiddenSize;
  for (const [row, ids] of rows.entries()) {
    const to = vectors.subarray(row * length, (row + 1) * length);
    placeFeatures(to, ids, { features, imageToken, hiddenSize, skip });
  }
  return vectors;
};

/** Vectors of tokens with the image's in their places, and what else the decoder is told of those. */
export const embedded = async (
  model: Model,
  lane: Lane,
  features: ImageFeatures,
  rows: readonly (readonly number[])[],
  skip = 0,
): Promise<{ readonly embeds: Float32Array; readonly image: ImageTokens }> => {
  const { embedder, decoder, imageToken } = model;
  const ids = rows.flat();
  const embeds = await embedder.embed(lane, ids);
  const deep = features.deep.map((each) => {
    const nothing = new Float32Array(ids.length * decoder.hiddenSize);
    return placed(model, nothing, rows, each, skip);
  });
  return {
    embeds: placed(model, embeds, rows, features.merged, skip),
    image: { types: ids.map((id) => (id === imageToken ? 1 : 0)), deep },
  };
};
