import type { Decoding } from "./decoding.js";
import type { NextToken } from "./next-token.js";
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
  const reads = [...yes, ...no];
  const massOf = (ids: readonly number[], next: NextToken): number =>
    ids.reduce((sum, id) => sum + Math.exp(next.logProbability(id)), 0);
  return () => {
    let [forYes, forNo] = [0, 0];
    return {
      oneStep: true,
      reads,
      advance: ([next]) => {
        if (!next) return [];
        [forYes, forNo] = [massOf(yes, next), massOf(no, next)];
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
