import { lengthUnits, type Metres } from "../../core/index.js";
import { type Quantity, quantityAt } from "./quantity.js";
import { type Token, wordAt } from "./tokens.js";
import { unitAt } from "./unit-at.js";

/** A length found in prose, or (`metres` undefined) a number without a unit. Tokens `at` to before `next`. */
export interface Found {
  readonly at: number;
  readonly next: number;
  readonly metres?: Metres;
  /** Without a unit: the number itself. */
  readonly value: number;
  /** In the same unit as `metres`, or else as `value`. */
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
const uniform = (
  low: number,
  high: number,
): { readonly value: number; readonly stddev: number } => ({
  value: (low + high) / 2,
  stddev: Math.abs(high - low) / Math.sqrt(12),
});

interface Term {
  readonly quantity: Quantity;
  /** Metres in its unit; undefined without one. */
  readonly unit?: Metres;
  /** Of value and unit, "5 ft 3 in" included. */
  readonly metres?: Metres;
  readonly next: number;
}

/** A number without a unit right after a length: "5 foot 3" is 3 inches; "1 m 20" can be taken in several ways. */
const bareRest = (quantity: Quantity, unit: Metres): Metres =>
  unit === lengthUnits.ft && quantity.value < 12 ? quantity.value * lengthUnits.in : Number.NaN;

/** "3 in" after "5 ft", "20 cm" after "1 m": a smaller unit, not reaching one of the larger. */
const smallerPart = (
  tokens: readonly Token[],
  at: number,
  unit: Metres,
): readonly [metres: Metres, next: number] => {
  const isJoined = ["and", ","].includes(wordAt(tokens, at));
  const quantity = quantityAt(tokens, isJoined ? at + 1 : at);
  if (quantity === undefined || quantity.needsUnit || quantity.value < 0) return [0, at];
  const small = unitAt(tokens, quantity.next);
  if (small === undefined) {
    const isNumber = !isJoined && tokens[at]?.sentence === tokens[at - 1]?.sentence;
    return isNumber ? [bareRest(quantity, unit), quantity.next] : [0, at];
  }
  const metres = quantity.value * small.metres;
  return small.metres < unit && metres < unit ? [metres, small.next] : [0, at];
};

const termAt = (tokens: readonly Token[], at: number): Term | undefined => {
  const quantity = quantityAt(tokens, at);
  if (quantity === undefined) return undefined;
  const unit = unitAt(tokens, quantity.next);
  if (unit === undefined) return { quantity, next: quantity.next };
  const half = halfAfter(tokens, unit.next);
  const whole = (quantity.value + half.added) * unit.metres;
  const [rest, next] =
    half.added > 0 ? [0, half.next] : smallerPart(tokens, unit.next, unit.metres);
  return { quantity, unit: unit.metres, metres: whole + rest, next };
};

/** "a foot and a half" */
const halfAfter = (tokens: readonly Token[], at: number) => {
  const isHalf = wordAt(tokens, at) === "and" && wordAt(tokens, at + 1) === "a";
  const added = isHalf
    ? new Map([
        ["half", 0.5],
        ["quarter", 0.25],
      ]).get(wordAt(tokens, at + 2))
    : undefined;
  return added === undefined ? { added: 0, next: at } : { added, next: at + 3 };
};

const plain = (at: number, { quantity, metres, unit, next }: Term): Found | undefined => {
  if (metres === undefined) {
    return quantity.needsUnit ? undefined : { at, next, value: quantity.value };
  }
  const found = { at, next, metres, value: quantity.value };
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
  if (second.unit === undefined || second.metres === undefined) {
    const bare = uniform(first.quantity.value, second.quantity.value);
    return second.quantity.needsUnit ? undefined : { at, next, ...bare };
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
const withShare = (at: number, next: number, { quantity, metres }: Term, share: number): Found => {
  const { value } = quantity;
  return metres === undefined
    ? { at, next, value, stddev: value * share }
    : { at, next, metres, value, stddev: metres * share };
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
  if (unit === undefined) return { at, next, value, stddev: second.quantity.value };
  const metres = first.metres ?? value * unit;
  return { at, next, metres, value, stddev: second.metres ?? second.quantity.value * unit };
};

/** Every length and bare number in the prose, in order. */
export const lengthsIn = (tokens: readonly Token[]): readonly Found[] => {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const term = termAt(tokens, at);
    const length =
      term && (withSpread(tokens, at, term) ?? range(tokens, at, term) ?? plain(at, term));
    if (length !== undefined) found.push(length);
    at = length?.next ?? at + 1;
  }
  return found;
};

const upper = [
  "less than",
  "fewer than",
  "under",
  "below",
  "at most",
  "no more than",
  "not more than",
  "up to",
  "within",
  "<",
  "≤",
];
const lower = [
  "more than",
  "over",
  "at least",
  "greater than",
  "beyond",
  ">",
  "≥",
  "exceeds",
  "exceeding",
  "larger than",
  "above",
];
/** "Just under a meter" is a meter. */
const softeners = ["just", "slightly", "little", "bit", "barely", "only"];

const endsWith = (words: string, phrases: readonly string[]): string | undefined =>
  phrases
    .filter((phrase) => ` ${words}`.endsWith(` ${phrase}`))
    .sort((a, b) => b.length - a.length)[0];

/** What a bound before ("less than") or after ("or more") makes of a length. */
export const bounded = (tokens: readonly Token[], found: Found): Found => {
  const about = ["about", "approximately", "roughly", "around", "~"];
  const start = about.includes(wordAt(tokens, found.at - 1)) ? found.at - 1 : found.at;
  const before = tokens
    .slice(Math.max(0, start - 4), start)
    .map(({ text }) => text)
    .join(" ");
  if (/(?:^| )not$/.test(before)) return { ...found, negated: true };
  if (found.stddev !== undefined || found.unbounded) return found;
  const after = `${wordAt(tokens, found.next)} ${wordAt(tokens, found.next + 1)}`;
  const under = endsWith(before, upper) ?? (after === "or less" ? "" : undefined);
  const over = endsWith(before, lower) ?? (after === "or more" ? "" : undefined);
  const phrase = under ?? over;
  if (phrase === undefined) return found;
  if (endsWith(before.slice(0, -phrase.length).trimEnd(), softeners) !== undefined) return found;
  if (under === undefined) return { ...found, unbounded: true };
  const { value, stddev } = uniform(0, found.metres ?? found.value);
  return found.metres === undefined
    ? { ...found, value, stddev }
    : { ...found, metres: value, stddev };
};
