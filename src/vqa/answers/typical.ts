import type { Found } from "./lengths.js";
import { tellsOfSight } from "./sight.js";
import { type Token, wordAt } from "./tokens.js";

/** Words of what things are mostly like, whatever is in the picture. */
const typical = new Set(
  (
    "typical typically usual usually normal normally general generally common commonly standard average ordinary " +
    "ordinarily generic conventional conventionally customary default thumb most often tend tends"
  ).split(" "),
);

/** "Standard deviation", "the average of both", "most likely", "in its usual place": nothing typical. */
const harmless = new Set(
  "deviation deviations of error likely probably certainly place position orientation way".split(
    " ",
  ),
);
/** "At most", "the most accurate": the same. */
const beforeHarmless = new Set(["at", "the"]);

const isTypical = (tokens: readonly Token[], at: number): boolean => {
  const word = wordAt(tokens, at);
  if (!typical.has(word) || harmless.has(wordAt(tokens, at + 1))) return false;
  return word !== "most" || !beforeHarmless.has(wordAt(tokens, at - 1));
};

const sizes = new Set(["size", "sized", "height", "width", "diameter", "dimensions", "length"]);
/** Words of a phrase that names a thing's size: "a standard soup can height". */
const longestName = 5;

const namesSize = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(at + 1, at + 1 + longestName).some(({ text }) => sizes.has(text));

const assumed = new Set(["assume", "assuming", "assumed", "suppose", "supposing"]);
const betweenAssumed = new Set(
  "about around approximately roughly a an the that distance gap separation it it's is of to be value".split(
    " ",
  ),
);

/** "I'll assume 10 cm", as against "assuming that the mug is 9 cm tall, …". */
const assumedBefore = (tokens: readonly Token[], { at }: Found): string | undefined => {
  let i = at - 1;
  while (i > at - 8 && betweenAssumed.has(wordAt(tokens, i))) i -= 1;
  return assumed.has(wordAt(tokens, i)) ? wordAt(tokens, i) : undefined;
};

/** The length that a word in its sentence is about: the next one, else the one before. */
const lengthOf = (
  tokens: readonly Token[],
  at: number,
  all: readonly Found[],
): Found | undefined => {
  const near = all.filter((each) => tokens[each.at]?.sentence === tokens[at]?.sentence);
  const next = near.find((each) => each.at > at);
  // "25 cm, assuming a mug of standard size": a scale for what was seen.
  return next ?? (namesSize(tokens, at) ? undefined : near.at(-1));
};

/**
 * The word by which an answer gives what is typical for what is there. "A mug is usually 10 cm tall, so it is 25 cm away"
 * measures: what is usual there is another length.
 */
export const typicalPhrase = (
  lower: string,
  tokens: readonly Token[],
  answering: readonly Found[],
  all: readonly Found[],
): string | undefined => {
  if (tellsOfSight(lower)) return undefined;
  const at = tokens.findIndex((_, i) => {
    if (!isTypical(tokens, i)) return false;
    const about = lengthOf(tokens, i, all);
    return answering.some((each) => each.at === about?.at);
  });
  if (at === -1) return answering.flatMap((each) => assumedBefore(tokens, each) ?? [])[0];
  const before = wordAt(tokens, at - 1);
  return before === "on" || before === "in"
    ? `${before} ${wordAt(tokens, at)}`
    : wordAt(tokens, at);
};

/** The same of an answer of yes or no, where no length shows what it is about. */
export const typicallySo = (lower: string): string | undefined =>
  tellsOfSight(lower)
    ? undefined
    : /\b(?:typically|usually|normally|generally|on average|in general)\b/.exec(lower)?.[0];
