import { type Token, wordAt } from "./tokens.js";

/** A number, written in figures or words, that ends before token `next`. */
export interface Quantity {
  readonly value: number;
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
const withParts = (tokens: readonly Token[], value: number, next: number): Quantity => {
  const part = parts.get(wordAt(tokens, next));
  if (part !== undefined) {
    return { value: value * part, next: skipOf(tokens, next + 1), needsUnit: true };
  }
  const afterAnd = wordAt(tokens, next) === "and" ? skipOf(tokens, next + 1) : undefined;
  const added = afterAnd === undefined ? undefined : parts.get(wordAt(tokens, afterAnd));
  if (afterAnd === undefined || added === undefined) return { value, next, needsUnit: false };
  return { value: value + added, next: afterAnd + 1, needsUnit: false };
};

const inWords = (tokens: readonly Token[], at: number): Quantity | undefined => {
  const found = cardinal(tokens, at);
  if (found !== undefined) {
    const quantity = withParts(tokens, ...found);
    return { ...quantity, needsUnit: quantity.needsUnit || wordAt(tokens, at) === "one" };
  }
  const start = isArticle(wordAt(tokens, at)) ? at + 1 : at;
  const word = wordAt(tokens, start);
  const part = parts.get(word);
  if (part !== undefined) {
    return { value: part, next: skipOf(tokens, start + 1), needsUnit: true };
  }
  const [mean, stddev] = vague.get(word) ?? [];
  if (mean !== undefined && stddev !== undefined) {
    const next = wordAt(tokens, start + 1) === "of" ? start + 2 : start + 1;
    return { value: mean, stddev, next, needsUnit: true };
  }
  return start > at ? { value: 1, next: start, needsUnit: true } : undefined;
};

const isFigure = (tokens: readonly Token[], at: number): number | undefined => {
  const token = tokens[at];
  return token?.kind === "number" ? token.value : undefined;
};

/** "× 10^-2" after a number: the factor and the token after it. */
const powerOfTen = (
  tokens: readonly Token[],
  at: number,
): readonly [number, number] | undefined => {
  if (!["×", "x"].includes(wordAt(tokens, at)) || wordAt(tokens, at + 1) !== "10") return undefined;
  if (wordAt(tokens, at + 2) !== "^") return undefined;
  const negative = wordAt(tokens, at + 3) === "-";
  const exponent = isFigure(tokens, negative ? at + 4 : at + 3);
  if (exponent === undefined) return undefined;
  return [10 ** (negative ? -exponent : exponent), negative ? at + 5 : at + 4];
};

const fraction = (tokens: readonly Token[], at: number): readonly [number, number] | undefined => {
  const over = isFigure(tokens, at);
  const under = wordAt(tokens, at + 1) === "/" ? isFigure(tokens, at + 2) : undefined;
  return over === undefined || under === undefined ? undefined : [over / under, at + 3];
};

const inFigures = (tokens: readonly Token[], at: number): Quantity | undefined => {
  const value = isFigure(tokens, at);
  if (value === undefined) return undefined;
  const simple = fraction(tokens, at);
  if (simple !== undefined) return withParts(tokens, ...simple);
  const power = powerOfTen(tokens, at + 1);
  if (power !== undefined) return { value: value * power[0], next: power[1], needsUnit: false };
  const second = isFigure(tokens, at + 1);
  if (second === undefined) return withParts(tokens, value, at + 1);
  const [added, next] = fraction(tokens, at + 1) ?? [second, at + 2];
  // "1 1/2" and "1½" are mixed numbers; "1 200" may be anything.
  return { value: added < 1 ? value + added : Number.NaN, next, needsUnit: false };
};

/** The number that begins at a token. NaN when it can be taken in several ways. */
export const quantityAt = (tokens: readonly Token[], at: number): Quantity | undefined => {
  if (wordAt(tokens, at) === "-" && tokens[at + 1]?.adjacent === true) {
    const quantity = inFigures(tokens, at + 1);
    return quantity === undefined ? undefined : { ...quantity, value: -quantity.value };
  }
  return inFigures(tokens, at) ?? inWords(tokens, at);
};
