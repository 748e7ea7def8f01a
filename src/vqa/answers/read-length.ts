import {
  isLengthRelation,
  type LengthRelation,
  type LengthUnit,
  lengthUnits,
  type Metres,
} from "../../core/index.js";
import type { LengthReading, Question, Unreadable } from "../types.js";
import { cleanAnswer } from "./clean.js";
import { bounded, type Found, lengthsIn, sameLength } from "./lengths.js";
import { relevant } from "./measure-kind.js";
import { withoutNames } from "./names.js";
import { answersAllTheSame, silenceOf } from "./silence.js";
import { type Token, tokensOf, wordAt } from "./tokens.js";
import { unreadable } from "./unreadable.js";

/** No two things that one image shows are farther apart. */
const farthest: Metres = 10_000;

const asReading = ({ metres = 0, stddev, unbounded }: Found): LengthReading | Unreadable => {
  if (Number.isNaN(metres) || unbounded) return unreadable("ambiguous");
  if (metres < 0 || metres > farthest) return unreadable("out-of-range");
  return stddev === undefined ? { kind: "length", metres } : { kind: "length", metres, stddev };
};

/** One length, or several that say the same. */
const agreed = (all: readonly Found[]): Found | undefined => {
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
const conclusion = (tokens: readonly Token[], found: readonly Found[]): readonly Found[] => {
  const sentence = tokens[found.at(-1)?.at ?? -1]?.sentence;
  const first = tokens.findIndex((token) => token.sentence === sentence);
  const opening = [wordAt(tokens, first), wordAt(tokens, first + 1)];
  if (!opening.some((word) => concluding.has(word))) return [];
  return found.filter(({ at }) => tokens[at]?.sentence === sentence);
};

const followers = new Set(["apart", "away", "from", "between", "and", "or", "to"]);
const labels = new Set(["image", "figure", "step", "option", "region", "object", "[", "#", "$"]);

/** Whether a number without a unit stands for itself: not "120 pixels", "50%", "2 in the image" or "step 3". */
const standsAlone = (tokens: readonly Token[], { at, next }: Found): boolean => {
  const follower = tokens[next];
  const stops =
    follower === undefined || [".", ",", ";", "!", "?", ")", '"'].includes(follower.text);
  return (stops || followers.has(follower.text)) && !labels.has(wordAt(tokens, at - 1));
};

const nothingBetween = new Set(["distance", "gap", "space", "clearance"]);

/** Nought needs no unit. */
const isZero = (tokens: readonly Token[], found: Found): boolean =>
  found.value === 0 &&
  (standsAlone(tokens, found) || nothingBetween.has(wordAt(tokens, found.next)));

const fromBareNumbers = (
  tokens: readonly Token[],
  found: readonly Found[],
  unit: LengthUnit | undefined,
): LengthReading | Unreadable => {
  const alone = found.filter((each) => standsAlone(tokens, each));
  if (alone.length === 0 || unit === undefined) return unreadable("no-unit");
  const k = lengthUnits[unit];
  const lengths = alone.map((each) =>
    bounded(tokens, {
      ...each,
      metres: each.value * k,
      ...(each.stddev === undefined ? {} : { stddev: each.stddev * k }),
    }),
  );
  const one = agreed(lengths);
  return one === undefined ? unreadable("ambiguous") : asReading(one);
};

const touching = /\b(?:touching|in contact|touch each other|no (?:gap|space|clearance))\b/;
const notTouching = /\b(?:not|n't|isn't|aren't|almost|nearly|barely|without|close to)\b/;

const withoutNumber = (
  lower: string,
  relation: LengthRelation | undefined,
): LengthReading | Unreadable => {
  if (!touching.test(lower) || notTouching.test(lower)) return unreadable("no-number");
  // Between centres contact is no distance: only the gap is 0.
  const isGap = relation === "gap" || relation === undefined;
  return isGap ? { kind: "length", metres: 0 } : unreadable("ambiguous");
};

/** A length in the words of a model, as the answer to `question`. Never throws. */
export const readLength = (
  text: string,
  question: Pick<Question, "query" | "unit"> = {},
): LengthReading | Unreadable => {
  const clean = cleanAnswer(text);
  if (clean === undefined) return unreadable("ambiguous");
  if (clean === "") return unreadable("empty");
  const { query, unit } = question;
  const relation = query && isLengthRelation(query.relation) ? query.relation : undefined;
  const prose = withoutNames(clean, query);
  const lower = prose.toLowerCase();
  const tokens = tokensOf(prose);
  const found = lengthsIn(tokens).map((each) =>
    each.metres === undefined && isZero(tokens, each) ? { ...each, metres: 0 } : each,
  );
  const lengths = relevant(
    tokens,
    found.filter(({ metres }) => metres !== undefined),
    relation,
  ).map((each) => bounded(tokens, each));

  const silence = silenceOf(lower);
  if (silence !== undefined && (lengths.length === 0 || !answersAllTheSame(lower, silence))) {
    return unreadable(silence);
  }
  if (lengths.length > 0) {
    const one = agreed(lengths) ?? agreed(conclusion(tokens, lengths));
    return one === undefined ? unreadable("ambiguous") : asReading(one);
  }
  const bare = found.filter(({ metres }) => metres === undefined);
  return bare.length > 0 ? fromBareNumbers(tokens, bare, unit) : withoutNumber(lower, relation);
};
