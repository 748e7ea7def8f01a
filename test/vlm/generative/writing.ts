import type { Decoding } from "../../../src/vlm/generative/decoding.js";
import { fromLogits } from "../../../src/vlm/generative/next-token.js";
import type { Tokens } from "../../../src/vlm/generative/tokens.js";

/** Tokens that are these pieces, by their place. */
export const tokensOf = (vocabulary: readonly string[]): Tokens => ({
  encode: (text) => [...text].map((letter) => vocabulary.indexOf(letter)),
  decode: (ids) => ids.map((id) => vocabulary[id] ?? "").join(""),
  idOf: (token) => vocabulary.indexOf(token),
  pieces: new Map(vocabulary.map((piece, id) => [id, piece])),
});

/** What is said, cut into the longest pieces there are. */
const cut = (text: string, vocabulary: readonly string[]): readonly number[] => {
  const ids: number[] = [];
  for (let rest = text; rest !== ""; ) {
    const [piece] = vocabulary
      .filter((each) => rest.startsWith(each))
      .sort((a, b) => b.length - a.length);
    if (piece === undefined) throw new Error(`can't write "${rest}"`);
    ids.push(vocabulary.indexOf(piece));
    rest = rest.slice(piece.length);
  }
  return ids;
};

const startsWith = (ids: readonly number[], start: readonly number[]): boolean =>
  start.every((id, at) => ids[at] === id);

/** A model that says each text with its probability, token by token; after a text's end it says a token of its own. */
export const modelThatSays = (
  says: Readonly<Record<string, number>>,
  vocabulary: readonly string[],
) => {
  const end = vocabulary.length;
  const texts = Object.entries(says).map(
    ([text, probability]) => ({ ids: [...cut(text, vocabulary), end], probability }) as const,
  );
  const logitsAfter = (written: readonly number[]): Float32Array => {
    const mass = new Float32Array(vocabulary.length + 1).fill(1e-12);
    for (const { ids, probability } of texts) {
      const next = startsWith(ids, written) ? ids[written.length] : undefined;
      if (next !== undefined) mass[next] = (mass[next] ?? 0) + probability;
    }
    return mass.map(Math.log);
  };
  return {
    /** Runs a decoding to its end. Returns how many steps it took. */
    answer: (decoding: Decoding): number => {
      let rows: readonly (readonly number[])[] = [[]];
      let steps = 0;
      while (rows.length > 0) {
        steps += 1;
        const before = rows;
        rows = decoding
          .advance(rows.map((row) => fromLogits(logitsAfter(row))))
          .map(({ from, token }) => [...(before[from] ?? []), token]);
      }
      return steps;
    },
  };
};
