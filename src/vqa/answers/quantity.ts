import { partStep } from "./rounding.js";
import { type NumberToken, type Token, wordAt } from "./tokens.js";

/** A number, written in figures or words, that ends before token `next`. */
export interface Quantity {
  readonly value: number;
  /** What it was rounded to. */
  readonly step: number;
  /** For words that are vague of themselves ("a few"). */
  readonly stddev?: number;
  readonly next: number;
  /** "a" and "one" count only where a unit follows. */
  readonly needsUnit: boolean;
}

const small = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
  "sixteen seventeen eighteen nineteen"
).split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** What people mean by vague counts, as mean and deviation. */
const vague: ReadonlyMap<string, readonly [mean: number, stddev: number]> = new Map([
  ["couple", [2, 0.5]],
  ["few", [3, 1]],
  ["several", [5, 2]],
]);

const parts: ReadonlyMap<string, number> = new Map([
  ["half", 1 / 2],
  ["halves", 1 / 2],
  ["third", 1 / 3],
  ["thirds", 1 / 3],
  ["quarter", 1 / 4],
  ["quarters", 1 / 4],
  ["fourth", 1 / 4],
  ["fourths", 1 / 4],
  ["eighth", 1 / 8],
  ["eighths", 1 / 8],
  ["tenth", 1 / 10],
  ["tenths", 1 / 10],
]);

const isArticle = (word: string): boolean => word === "a" || word === "an";

/** Skips "of a" in "half of a meter", and the hyphen of "half-meter". */
const skipOf = (tokens: readonly Token[], at: number): number => {
  const afterOf = wordAt(tokens, at) === "of" ? at + 1 : at;
  return isArticle(wordAt(tokens, afterOf)) ? afterOf + 1 : afterOf;
};

/** "twenty-five", "seven": value and the token after it. */
const belowHundred = (
  tokens: readonly Token[],
  at: number,
): readonly [value: number, next: number] | undefined => {
  const word = wordAt(tokens, at);
  const ten = tens.indexOf(word);
  if (ten === -1) {
    const value = small.indexOf(word);
    return value === -1 ? undefined : [value, at + 1];
  }
  const value = (ten + 2) * 10;
  const rest = wordAt(tokens, at + 1) === "-" ? at + 2 : at + 1;
  const ones = small.indexOf(wordAt(tokens, rest));
  return ones >= 1 && ones <= 9 ? [value + ones, rest + 1] : [value, at + 1];
};

const cardinal = (
  tokens: readonly Token[],
  at: number,
): readonly [value: number, next: number] | undefined => {
  const isHundred = isArticle(wordAt(tokens, at)) && wordAt(tokens, at + 1) === "hundred";
  const [count, next] = (isHundred ? [1, at + 1] : belowHundred(tokens, at)) ?? [];
  if (count === undefined || next === undefined) return undefined;
  if (wordAt(tokens, next) !== "hundred") return [count, next];
  const more = wordAt(tokens, next + 1) === "and" ? next + 2 : next + 1;
  const [rest, end] = belowHundred(tokens, more) ?? [0, next + 1];
  return [count * 100 + rest, end];
};

/** After a count: "and a half", "quarters of an". */
const withParts = (
  tokens: readonly Token[],
  value: number,
  next: number,
  step: number,
): Quantity => {
  const part = parts.get(wordAt(tokens, next));
  if (part !== undefined) {
    const after = skipOf(tokens, next + 1);
    return { value: value * part, step: partStep(part), next: after, needsUnit: true };
  }
  const afterAnd = wordAt(tokens, next) === "and" ? skipOf(tokens, next + 1) : undefined;
  const added = afterAnd === undefined ? undefined : parts.get(wordAt(tokens, afterAnd));
  if (afterAnd === undefined || added === undefined) return { value, step, next, needsUnit: false };
  return { value: value + added, step: partStep(added), next: afterAnd + 1, needsUnit: false };
};

const inWords = (tokens: readonly Token[], at: number): Quantity | undefined => {
  const found = cardinal(tokens, at);
  if (found !== undefined) {
    const quantity = withParts(tokens, ...found, 1);
    return { ...quantity, needsUnit: quantity.needsUnit || wordAt(tokens, at) === "one" };
  }
  const start = isArticle(wordAt(tokens, at)) ? at + 1 : at;
  const word = wordAt(tokens, start);
  const part = parts.get(word);
  if (part !== undefined) {
    const next = skipOf(tokens, start + 1);
    return { value: part, step: partStep(part), next, needsUnit: true };
  }
  const [mean, stddev] = vague.get(word) ?? [];
  if (mean !== undefined && stddev !== undefined) {
    const next = wordAt(tokens, start + 1) === "of" ? start + 2 : start + 1;
    return { value: mean, step: 1, stddev, next, needsUnit: true };
  }
  return start > at ? { value: 1, step: 1, next: start, needsUnit: true } : undefined;
};

const figureAt = (tokens: readonly Token[], at: number): NumberToken | undefined => {
  const token = tokens[at];
  return token?.kind === "number" ? token : undefined;
};

/** "× 10^-2" after a number: the factor and the token after it. */
const powerOfTen = (
  tokens: readonly Token[],
  at: number,
): readonly [number, number] | undefined => {
  if (!["×", "x"].includes(wordAt(tokens, at)) || wordAt(tokens, at + 1) !== "10") return undefined;
  if (wordAt(tokens, at + 2) !== "^") return undefined;
  const negative = wordAt(tokens, at + 3) === "-";
  const exponent = figureAt(tokens, negative ? at + 4 : at + 3)?.value;
  if (exponent === undefined) return undefined;
  return [10 ** (negative ? -exponent : exponent), negative ? at + 5 : at + 4];
};

/** "3/4": the value, the token after it, and what it was rounded to. */
const fraction = (
  tokens: readonly Token[],
  at: number,
): readonly [value: number, next: number, step: number] | undefined => {
  const over = figureAt(tokens, at)?.value;
  const under = wordAt(tokens, at + 1) === "/" ? figureAt(tokens, at + 2)?.value : undefined;
  return over === undefined || under === undefined
    ? undefined
    : [over / under, at + 3, partStep(1 / under)];
};

const inFigures = (tokens: readonly Token[], at: number): Quantity | undefined => {
  const figure = figureAt(tokens, at);
  if (figure === undefined) return undefined;
  const { value, step } = figure;
  const simple = fraction(tokens, at);
  if (simple !== undefined) return withParts(tokens, ...simple);
  const power = powerOfTen(tokens, at + 1);
  if (power !== undefined) {
    const [factor, next] = power;
    return { value: value * factor, step: step * factor, next, needsUnit: false };
  }
  const second = figureAt(tokens, at + 1);
  if (second === undefined) return withParts(tokens, value, at + 1, step);
  const [added, next, part] = fraction(tokens, at + 1) ?? [second.value, at + 2, second.step];
  // "1 1/2" and "1½" are mixed numbers; "1 200" may be anything.
  return { value: added < 1 ? value + added : Number.NaN, step: part, next, needsUnit: false };
};

/** The number that begins at a token. NaN when it can be taken in several ways. */
export const quantityAt = (tokens: readonly Token[], at: number): Quantity | undefined => {
  if (wordAt(tokens, at) === "-" && tokens[at + 1]?.adjacent === true) {
    const quantity = inFigures(tokens, at + 1);
    return quantity === undefined ? undefined : { ...quantity, value: -quantity.value };
  }
  return inFigures(tokens, at) ?? inWords(tokens, at);
};
