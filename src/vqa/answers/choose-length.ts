import type { Metres } from "../../core/index.js";
import type { LengthReading, Unreadable } from "../types.js";
import { type Found, sameLength } from "./lengths.js";
import { roundingDeviation } from "./rounding.js";
import { type Token, wordAt } from "./tokens.js";
import { unreadable } from "./unreadable.js";

/** No two things that one image shows are farther apart. */
const farthest: Metres = 10_000;

/** With the deviation that the words tell, and never less than that of their rounding. */
export const asReading = ({
  metres = 0,
  step,
  stddev = 0,
  unbounded,
}: Found): LengthReading | Unreadable => {
  if (Number.isNaN(metres) || unbounded) return unreadable("ambiguous");
  if (metres < 0 || metres > farthest) return unreadable("out-of-range");
  const told = Number.isFinite(stddev) ? stddev : 0; // "a ± 1 cm 1": of nothing that is a number
  return { kind: "length", metres, stddev: Math.max(told, roundingDeviation(metres, step)) };
};

/** One length, or several that say the same. */
export const agreed = (all: readonly Found[]): Found | undefined => {
  const found = all.filter(({ negated }) => !negated); // "20 cm, not 30 cm"
  const [first] = found;
  const same = found.every(
    ({ metres, unbounded }) =>
      unbounded === first?.unbounded &&
      sameLength(metres ?? Number.NaN, first?.metres ?? Number.NaN),
  );
  return same || found.length === 1 ? first : undefined;
};

const concluding = new Set([
  "therefore",
  "thus",
  "hence",
  "so",
  "overall",
  "finally",
  "conclusion",
]);

/** The lengths of the last sentence that has any, when it says that it concludes. */
export const conclusion = (tokens: readonly Token[], found: readonly Found[]): readonly Found[] => {
  const sentence = tokens[found.at(-1)?.at ?? -1]?.sentence;
  const first = tokens.findIndex((token) => token.sentence === sentence);
  const opening = [wordAt(tokens, first), wordAt(tokens, first + 1)];
  if (!opening.some((word) => concluding.has(word))) return [];
  return found.filter(({ at }) => tokens[at]?.sentence === sentence);
};
