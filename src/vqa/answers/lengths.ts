import type { Metres } from "../../core/index.js";
import { type Term, termAt } from "./term.js";
import { type Token, wordAt } from "./tokens.js";
import { unitBefore } from "./unit-at.js";

/** A length found in prose, or (`metres` undefined) a number without a unit. Tokens `at` to before `next`. */
export interface Found {
  readonly at: number;
  readonly next: number;
  readonly metres?: Metres;
  /** Without a unit: the number itself. */
  readonly value: number;
  /** What it was rounded to, in the same unit as `metres`, or else as `value`. */
  readonly step: number;
  /** Where the words tell it, in the same unit. */
  readonly stddev?: number;
  /** "Not …" says what it isn't. */
  readonly negated?: true;
  /** "More than …" says where it begins and not where it ends. */
  readonly unbounded?: true;
}

const rangeWords = new Set(["-", "~", "to", "or"]);
const spreadWords: readonly (readonly string[])[] = [
  ["±"],
  ["+/-"],
  ["+-"],
  ["plus", "or", "minus"],
  ["give", "or", "take"],
];

/** Lengths that differ by less are the same one in another unit. */
export const sameLength = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 0.1 * Math.max(Math.abs(a), Math.abs(b));

/** Mean and deviation of what is said to lie between two values. */
export const uniform = (
  low: number,
  high: number,
): { readonly value: number; readonly stddev: number } => ({
  value: (low + high) / 2,
  stddev: Math.abs(high - low) / Math.sqrt(12),
});

/** A number without a unit in one, of so many metres. */
export const inUnit = (found: Found, metres: Metres): Found => ({
  ...found,
  metres: found.value * metres,
  step: found.step * metres,
  ...(found.stddev === undefined ? {} : { stddev: found.stddev * metres }),
});

const plain = (at: number, { quantity, metres, unit, step, next }: Term): Found | undefined => {
  if (metres === undefined) {
    return quantity.needsUnit ? undefined : { at, next, value: quantity.value, step };
  }
  const found = { at, next, metres, value: quantity.value, step };
  return quantity.stddev === undefined || unit === undefined
    ? found
    : { ...found, stddev: quantity.stddev * unit };
};

/** "3-4 inches", "50 cm to 1 m", "between 10 and 15 cm": the second term and its end. */
const range = (tokens: readonly Token[], at: number, first: Term): Found | undefined => {
  const between = ["between", "from"].includes(wordAt(tokens, at - 1));
  const connector = wordAt(tokens, first.next);
  if (!rangeWords.has(connector) && !(between && connector === "and")) return undefined;
  const second = termAt(tokens, first.next + 1);
  if (second === undefined || (first.unit !== undefined && second.unit === undefined))
    return undefined;
  const { next } = second;
  const firstStep = first.unit === undefined ? first.step * (second.unit ?? 1) : first.step;
  const step = Math.min(firstStep, second.step);
  if (second.unit === undefined || second.metres === undefined) {
    const bare = uniform(first.quantity.value, second.quantity.value);
    return second.quantity.needsUnit ? undefined : { at, next, step, ...bare };
  }
  const low = first.metres ?? first.quantity.value * second.unit;
  if (connector === "or" && sameLength(low, second.metres)) return undefined;
  const { value, stddev } = uniform(low, second.metres);
  const vague = low > 0 && Math.max(low / second.metres, second.metres / low) > 10;
  return {
    at,
    next,
    metres: low < 0 ? low : value,
    value,
    step,
    stddev,
    ...(vague ? { unbounded: true } : {}),
  };
};

const spreadAfter = (tokens: readonly Token[], at: number): number | undefined => {
  const start = ["(", ","].includes(wordAt(tokens, at)) ? at + 1 : at;
  const words = spreadWords.find((each) =>
    each.every((word, i) => wordAt(tokens, start + i) === word),
  );
  return words === undefined ? undefined : start + words.length;
};

/** "30 cm ± 10%" */
const withShare = (
  at: number,
  next: number,
  { quantity, metres, step }: Term,
  share: number,
): Found => {
  const { value } = quantity;
  return metres === undefined
    ? { at, next, value, step, stddev: value * share }
    : { at, next, metres, value, step, stddev: metres * share };
};

/** "30 ± 5 cm", "30 cm, give or take 5 cm" */
const withSpread = (tokens: readonly Token[], at: number, first: Term): Found | undefined => {
  const start = spreadAfter(tokens, first.next);
  const second = start === undefined ? undefined : termAt(tokens, start);
  if (second === undefined) return undefined;
  const unit = first.unit ?? second.unit;
  const { value } = first.quantity;
  const { next } = second;
  if (wordAt(tokens, next) === "%")
    return withShare(at, next + 1, first, second.quantity.value / 100);
  const bare = { at, next, value, step: first.quantity.step };
  if (unit === undefined) return { ...bare, stddev: second.quantity.value };
  const stddev = second.metres ?? second.quantity.value * unit;
  return first.metres === undefined
    ? { ...inUnit(bare, unit), stddev }
    : { ...bare, metres: first.metres, step: first.step, stddev };
};

/** "an inch or two": the second number is of the first one's unit. */
const orMore = (tokens: readonly Token[], at: number, first: Term): Found | undefined => {
  if (first.metres === undefined || first.unit === undefined) return undefined;
  if (wordAt(tokens, first.next) !== "or") return undefined;
  const second = termAt(tokens, first.next + 1);
  if (second === undefined || second.unit !== undefined || second.quantity.needsUnit)
    return undefined;
  const high = second.quantity.value * first.unit;
  if (tokens[second.next]?.kind === "word" && !apart.has(wordAt(tokens, second.next)))
    return undefined;
  if (high <= first.metres) return undefined;
  const { value, stddev } = uniform(first.metres, high);
  return { at, next: second.next, metres: value, value, step: first.step, stddev };
};

const apart = new Set(["apart", "away", "from"]);

/** "Distance (cm): 12" */
const withUnitBefore = (tokens: readonly Token[], found: Found | undefined): Found | undefined => {
  const unit = found?.metres === undefined && found ? unitBefore(tokens, found.at) : undefined;
  return found === undefined || unit === undefined ? found : inUnit(found, unit);
};

const foundAt = (tokens: readonly Token[], at: number): Found | undefined => {
  const term = termAt(tokens, at);
  if (term === undefined) return undefined;
  return (
    withSpread(tokens, at, term) ??
    range(tokens, at, term) ??
    orMore(tokens, at, term) ??
    plain(at, term)
  );
};

/** Every length and bare number in the prose, in order. */
export const lengthsIn = (tokens: readonly Token[]): readonly Found[] => {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const length = withUnitBefore(tokens, foundAt(tokens, at));
    if (length !== undefined) found.push(length);
    at = length?.next ?? at + 1;
  }
  return found;
};
