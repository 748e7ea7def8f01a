import type { Metres } from "../../core/index.js";
import { roundingDeviation, stepOf } from "../../vqa/index.js";
import type { TokenChoice } from "./reply.js";
import type { PlacedToken, Span } from "./token-span.js";

/** A number that could have been said. */
interface Outcome {
  readonly value: Metres;
  /** Deviation of its rounding: the number was said to so many places. */
  readonly rounding: Metres;
  readonly probability: number;
}

export interface LengthDistribution {
  readonly mean: Metres;
  readonly variance: number;
  /** Share of all that could have been said that is a length we can tell. */
  readonly known: number;
}

/** A number in an answer: its digits' place, and the metres in one of a unit that words after it name. */
export interface SaidNumber {
  readonly text: string;
  readonly digits: Span;
  readonly metresPer: (unit: string) => Metres | undefined;
}

/** Outcomes less likely than this don't change a mean that is worth having. */
const negligible = 1e-4;

const number = /^\d+(?:\.\d+)?$/;

const outcome = (digits: string, scale: Metres | undefined, probability: number): Outcome[] => {
  if (!number.test(digits) || scale === undefined) return [];
  const value = Number(digits) * scale;
  return [{ value, rounding: roundingDeviation(value, stepOf(digits) * scale), probability }];
};

/**
 * What the number would be if another token stood in a place. Its later digits are taken as they were said; where the
 * number of digits before the point would then be a guess ("9" for the "1" of "12"), nothing is told.
 */
const instead = (
  { text, digits, metresPer }: SaidNumber,
  { start, end }: Span,
  { token, probability }: TokenChoice,
): readonly Outcome[] => {
  const unit = text.slice(digits.end);
  if (start >= digits.end) {
    const named = text.slice(digits.end, start) + token;
    return outcome(text.slice(digits.start, digits.end), metresPer(named), probability);
  }
  const before = text.slice(digits.start, Math.max(start, digits.start));
  const said = before === "" ? token.trimStart() : token;
  const more = /^[\d.]*/.exec(said)?.[0] ?? "";
  if (more !== said) return outcome(before + more, metresPer(said.slice(more.length)), probability);
  const after = text.slice(end, digits.end);
  const shifts = /^\d/.test(after) && !`${before}${more}`.includes(".");
  return shifts ? [] : outcome(before + more + after, metresPer(unit), probability);
};

/** Everything that differs from what was said in one place, and what was said. */
const outcomesOf = (said: SaidNumber, tokens: readonly PlacedToken[]): readonly Outcome[] => {
  const { text, digits, metresPer } = said;
  const outcomes: Outcome[] = [];
  let reached = 1;
  for (const token of tokens) {
    if (token.end <= digits.start || token.start >= text.length) continue;
    for (const { token: other, probability } of token.others) {
      const share = reached * probability;
      if (share < negligible) continue;
      outcomes.push(...instead(said, token, { token: other, probability: share }));
    }
    reached *= token.probability;
  }
  const own = text.slice(digits.start, digits.end);
  return [...outcomes, ...outcome(own, metresPer(text.slice(digits.end)), reached)];
};

/**
 * Mean and variance over the numbers that a model could have said, from its tokens' probabilities. It undoes the rounding
 * of the likeliest text. NaN when none of it is a length we can tell.
 */
export const lengthDistribution = (
  said: SaidNumber,
  tokens: readonly PlacedToken[],
): LengthDistribution => {
  const outcomes = outcomesOf(said, tokens);
  const known = outcomes.reduce((sum, { probability }) => sum + probability, 0);
  const expected = (of: (one: Outcome) => number): number =>
    outcomes.reduce((sum, one) => sum + one.probability * of(one), 0) / known;
  const mean = expected(({ value }) => value);
  const variance = expected(({ value, rounding }) => (value - mean) ** 2 + rounding ** 2);
  return { mean, variance, known: Math.min(1, known) };
};
