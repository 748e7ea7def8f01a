import { type Found, uniform } from "./lengths.js";
import { type Token, wordAt } from "./tokens.js";

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
