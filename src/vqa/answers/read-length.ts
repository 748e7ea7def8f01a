import { isLengthRelation, type LengthRelation } from "../../core/index.js";
import type { LengthReading, Question, Unreadable } from "../types.js";
import { fromBareNumbers, isZero } from "./bare-numbers.js";
import { bounded } from "./bounds.js";
import { agreed, asReading, conclusion } from "./choose-length.js";
import { cleanAnswer } from "./clean.js";
import { type Found, lengthsIn } from "./lengths.js";
import { relevant } from "./measure-kind.js";
import { withoutNames } from "./names.js";
import { deniesPresumed } from "./presumption.js";
import { contact, roundingDeviation } from "./rounding.js";
import { blindPhrase } from "./sight.js";
import { answersAllTheSame, silenceOf } from "./silence.js";
import { type Token, tokensOf } from "./tokens.js";
import { typicalPhrase } from "./typical.js";
import { unreadable } from "./unreadable.js";

const touching =
  /\b(?:touching|in contact|touch each other|no (?:visible )?(?:gap|space|clearance))\b/;
const notTouching = /\b(?:not|n't|isn't|aren't|almost|nearly|barely|without|close to)\b/;

const withoutNumber = (
  lower: string,
  relation: LengthRelation | undefined,
): LengthReading | Unreadable => {
  if (!touching.test(lower) || notTouching.test(lower)) return unreadable("no-number");
  // Between centres contact is no distance: only the gap is 0.
  const isGap = relation === "gap" || relation === undefined;
  const stddev = roundingDeviation(0, contact);
  return isGap ? { kind: "length", metres: 0, stddev } : unreadable("ambiguous");
};

/** Lengths and bare numbers of the prose; nought is a length without a unit too. */
const numbersIn = (tokens: readonly Token[]): readonly Found[] =>
  lengthsIn(tokens).map((each) =>
    each.metres === undefined && isZero(tokens, each)
      ? { ...each, metres: 0, step: contact }
      : each,
  );

const readProse = (
  prose: string,
  relation: LengthRelation | undefined,
  unit: Question["unit"],
): LengthReading | Unreadable => {
  const lower = prose.toLowerCase();
  const tokens = tokensOf(prose);
  const numbers = numbersIn(tokens);
  const measured = numbers.filter(({ metres }) => metres !== undefined);
  const lengths = relevant(tokens, measured, relation).map((each) => bounded(tokens, each));

  const bare = numbers.filter(({ metres }) => metres === undefined);
  const answering = lengths.length > 0 ? lengths : bare;
  const noSight = blindPhrase(lower) ?? typicalPhrase(lower, tokens, answering, numbers);
  if (noSight !== undefined) return unreadable("no-sight", noSight);
  const silence = silenceOf(lower);
  if (silence !== undefined && (lengths.length === 0 || !answersAllTheSame(lower, silence))) {
    return unreadable(silence.reason, silence.phrase);
  }
  if (lengths.length > 0) {
    const one = agreed(lengths) ?? agreed(conclusion(tokens, lengths));
    return one === undefined ? unreadable("ambiguous") : asReading(one);
  }
  return bare.length > 0 ? fromBareNumbers(tokens, bare, unit) : withoutNumber(lower, relation);
};

/** A length in the words of a model, as the answer to `question`. Never throws. */
export const readLength = (
  text: string,
  { query, unit }: Pick<Question, "query" | "unit"> = {},
): LengthReading | Unreadable => {
  const clean = cleanAnswer(text);
  if (clean === undefined) return unreadable("ambiguous");
  if (clean === "") return unreadable("empty");
  const relation = query && isLengthRelation(query.relation) ? query.relation : undefined;
  const reading = readProse(withoutNames(clean, query), relation, unit);
  const says = reading.kind === "length" || reading.reason === "no-number";
  return says && query && deniesPresumed(clean, query) ? unreadable("presumption") : reading;
};
