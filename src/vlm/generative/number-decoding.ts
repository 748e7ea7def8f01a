import type { Question } from "../../vqa/index.js";
import type { Decoded, Decoding } from "./decoding.js";
import { lengthMoments, unitOf } from "./number-moments.js";
import { createSearch, type NumberPieces } from "./number-search.js";
import { readNumberText } from "./number-text.js";

export interface NumberOptions {
  readonly pieces: NumberPieces;
  /** Beginnings of a number that are followed at once; the rest is estimated. */
  readonly width: number;
  readonly maxTokens: number;
  /** Least probability of beginning with a number; below it the model is left to say what it wants. */
  readonly leastMass: number;
  readonly otherwise: (question: Question) => Decoding;
}

/** A length from a number with its unit, and from all those that could have been said instead. */
const readSearch = (
  { ended, all }: ReturnType<ReturnType<typeof createSearch>["outcome"]>,
  question: Question,
  leastMass: number,
): Decoded => {
  const [whole] = [...ended].sort((a, b) => b.probability - a.probability);
  // A unit that the model had to be forced to say is none.
  if (!whole || whole.allowed < leastMass) {
    const [longest] = [...all].sort((a, b) => b.text.length - a.text.length);
    const text = longest?.text ?? "";
    const reason = readNumberText(text) ? "no-unit" : "no-number";
    return { text, reading: { kind: "unreadable", reason }, confidence: 0 };
  }
  const letters = readNumberText(whole.text)?.letters ?? "";
  const unit = unitOf(letters, question.unit ?? "m");
  const { mean, variance } = lengthMoments(all, whole, unit);
  return {
    // A unit is known from its first letters, and not written on.
    text: `${whole.text.slice(0, whole.text.length - letters.length).trimEnd()} ${unit}`,
    reading: { kind: "length", metres: mean, stddev: Math.sqrt(variance) },
    confidence: Math.min(1, whole.allowed),
  };
};

/** A number and its unit, and the mean and variance over all that the model could have said. */
export const createNumber = (question: Question, options: NumberOptions): Decoding => {
  const search = createSearch(question, options.pieces, options.width);
  let [steps, instead]: [number, Decoding | undefined] = [0, undefined];
  return {
    oneStep: false,
    reads: options.pieces.ids,
    advance: (next) => {
      const [first] = next;
      if (steps === 0 && first && search.openingMass(first) < options.leastMass)
        instead = options.otherwise(question);
      if (instead) return instead.advance(next);
      steps += 1;
      const chosen = search.step(next);
      return steps < options.maxTokens ? chosen : [];
    },
    result: () => instead?.result() ?? readSearch(search.outcome(), question, options.leastMass),
  };
};
