import type { PredicateRelation, Query } from "../../core/index.js";
import type { PredicateReading, Unreadable } from "../types.js";
import { cleanAnswer } from "./clean.js";
import { confidenceOf, isNegated, saysUnlikely } from "./hedges.js";
import { relationWords } from "./relation-words.js";
import { silenceOf } from "./silence.js";
import { namedIn, statedIn } from "./statement.js";
import { unreadable } from "./unreadable.js";

const assent = new Set([
  "yes",
  "yeah",
  "yep",
  "yup",
  "affirmative",
  "indeed",
  "certainly",
  "definitely",
]);
const dissent = new Set(["no", "nope", "nah", "negative"]);

const wordsOf = (lower: string): readonly string[] => lower.match(/[\p{L}']+/gu) ?? [];

/** "Yes, …" and "No, …". */
const leading = (words: readonly string[]): boolean | undefined => {
  const [first = ""] = words;
  if (assent.has(first)) return true;
  return dissent.has(first) ? false : undefined;
};

/** "That is correct.", "False." */
const judged = (lower: string): boolean | undefined => {
  if (/\b(?:incorrect|false|untrue)\b/.test(lower)) return false;
  return /\b(?:correct|true)\b/.test(lower) ? !isNegated(lower) : undefined;
};

const pronouns = new Set(["it", "they", "he", "she", "that"]);

/** "It is.", "They aren't.", "Probably not.", "Maybe." */
const elliptic = (lower: string, words: readonly string[]): boolean | undefined => {
  if (words.length > 4) return undefined;
  if (saysUnlikely(lower)) return false;
  if (pronouns.has(words[0] ?? "") && words.length <= 3) return !isNegated(lower);
  return confidenceOf(lower) < 1 && words.length <= 3 ? !isNegated(lower) : undefined;
};

const bothWays = /\byes (?:and|or) no\b/;

/** "Yes. … No." contradicts itself. */
const contradicts = (lower: string, holds: boolean): boolean => {
  const other = holds ? dissent : assent;
  return lower
    .split(/[.;!?]/)
    .slice(1)
    .some((sentence) => other.has(wordsOf(sentence)[0] ?? ""));
};

const firstSentence = (lower: string): string => lower.split(/[.;!?]/)[0] ?? "";

/** Whether the text says that the relation holds; undefined when it doesn't say or says both. */
const holdsBy = (lower: string, query: Query, relation: PredicateRelation): boolean | undefined => {
  if (bothWays.test(lower)) return undefined;
  const words = wordsOf(lower);
  const lead = leading(words);
  const stated = statedIn(firstSentence(lower), query, relation);
  if (lead !== undefined) {
    const disagrees = stated !== undefined && stated !== lead && !isNegated(lower);
    return disagrees || contradicts(lower, lead) ? undefined : lead;
  }
  if (stated !== undefined) return stated;
  const named = relationWords[relation].comparative ? namedIn(lower, query) : undefined;
  return named ?? judged(lower) ?? elliptic(lower, words);
};

/** Whether a relation holds, in the words of a model, as the answer to `query`. Never throws. */
export const readPredicate = (
  text: string,
  query: Query,
  relation: PredicateRelation,
): PredicateReading | Unreadable => {
  const clean = cleanAnswer(text);
  if (clean === undefined) return unreadable("ambiguous");
  if (clean === "") return unreadable("empty");
  const lower = clean.toLowerCase();
  const silence = silenceOf(lower);
  if (silence === "not-visible" && relation === "visible")
    return { kind: "predicate", probability: 0 };
  if (silence !== undefined) return unreadable(silence);
  const holds = holdsBy(lower, query, relation);
  if (holds === undefined) return unreadable("ambiguous");
  const confidence = confidenceOf(lower);
  return { kind: "predicate", probability: holds ? confidence : 1 - confidence };
};
