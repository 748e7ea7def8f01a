import { type Question, readAnswer } from "../../vqa/index.js";
import type { Decoding } from "./decoding.js";
import type { Tokens } from "./tokens.js";

export interface FreeTextOptions {
  readonly tokens: Tokens;
  /** Tokens that end an answer. */
  readonly ends: ReadonlySet<number>;
  readonly maxTokens: number;
}

/** The most probable token at each step until the model ends it; then read like anyone's words. */
export const createFreeText = (
  question: Question,
  { tokens, ends, maxTokens }: FreeTextOptions,
): Decoding => {
  const written: number[] = [];
  let logProbability = 0;
  return {
    oneStep: false,
    reads: [],
    advance: ([next]) => {
      if (!next) return [];
      const token = next.best;
      logProbability += next.logProbability(token);
      if (ends.has(token)) return [];
      written.push(token);
      return written.length < maxTokens ? [{ from: 0, token }] : [];
    },
    result: () => {
      const text = tokens.decode(written).trim();
      // Of one token: a long answer is not less sure for being long.
      const confidence = Math.exp(logProbability / Math.max(1, written.length));
      return { text, reading: readAnswer(text, question), confidence };
    },
  };
};
