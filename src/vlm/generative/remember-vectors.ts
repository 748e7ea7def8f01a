import type { Embedder } from "./embed.js";

/** A few MB. Questions about a task are made of a few hundred tokens. */
const rememberedTokens = 2048;

type Vectors = Map<number, Float32Array>;

/**
 * A token's vector is always the same, so that only those not met yet are asked for: each step of a frame would
 * otherwise wait for the worker once more.
 */
export const rememberVectors = (embed: Embedder["embed"]): Embedder["embed"] => {
  const known: Vectors = new Map();
  return async (lane, ids) => {
    const wanted = new Set(ids);
    // Held until the end, whatever another call makes us forget while we wait.
    const vectors: Vectors = new Map([...known].filter(([id]) => wanted.has(id)));
    const unknown = [...wanted].filter((id) => !vectors.has(id));
    if (unknown.length === 0) return joined(ids, vectors);
    if (wanted.size > rememberedTokens) return embed(lane, ids);
    const learnt = await embed(lane, unknown);
    const size = learnt.length / unknown.length;
    if (known.size + unknown.length > rememberedTokens) known.clear();
    for (const [at, id] of unknown.entries()) {
      const vector = learnt.slice(at * size, (at + 1) * size);
      vectors.set(id, vector);
      known.set(id, vector);
    }
    return joined(ids, vectors);
  };
};

const joined = (ids: readonly number[], vectors: Vectors): Float32Array => {
  const size = vectors.get(ids[0] ?? 0)?.length ?? 0;
  const all = new Float32Array(ids.length * size);
  for (const [at, id] of ids.entries()) all.set(vectors.get(id) ?? [], at * size);
  return all;
};
