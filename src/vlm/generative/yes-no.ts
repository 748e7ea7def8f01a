import type { Decoding } from "./decoding.js";
import { logSumExp } from "./decoding.js";
import type { Tokens } from "./tokens.js";

/** Tokens that "yes" or "no" can begin with: whole words, or their first letters where tokens are small. */
const openings = (word: string, { pieces }: Tokens): readonly number[] => {
  const known = [...pieces].map(([id, piece]) => [id, piece.trim().toLowerCase()] as const);
  const whole = known.flatMap(([id, piece]) => (piece === word ? [id] : []));
  if (whole.length > 0) return whole;
  return known.flatMap(([id, piece]) => (piece !== "" && word.startsWith(piece) ? [id] : []));
};

/** A yes or a no from one step: its probability among the two. */
export const createYesNo = (tokens: Tokens): (() => Decoding) => {
  const [yes, no] = [openings("yes", tokens), openings("no", tokens)];
  const massOf = (ids: readonly number[], logits: Float32Array, total: number): number =>
    ids.reduce((sum, id) => sum + Math.exp((logits[id] ?? Number.NEGATIVE_INFINITY) - total), 0);
  return () => {
    let [forYes, forNo] = [0, 0];
    return {
      oneStep: true,
      advance: ([logits]) => {
        if (!logits) return [];
        const total = logSumExp(logits);
        [forYes, forNo] = [massOf(yes, logits, total), massOf(no, logits, total)];
        return [];
      },
      result: () => {
        const said = forYes + forNo;
        if (!(said > 0))
          return { text: "", reading: { kind: "unreadable", reason: "empty" }, confidence: 0 };
        return {
          text: forYes >= forNo ? "Yes" : "No",
          reading: { kind: "predicate", probability: forYes / said },
          confidence: Math.min(1, said),
        };
      },
    };
  };
};
