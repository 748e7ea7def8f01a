import { type PredicateRelation, predicateDefinition, type Query } from "../../core/index.js";
import type { PredicateReading, Question, Unreadable } from "../types.js";
import { cleanAnswer } from "./clean.js";
import { confidenceOf, isNegated, saysUnlikely } from "./hedges.js";
import { withoutNames } from "./names.js";
import { blindPhrase } from "./sight.js";
import { silenceOf } from "./silence.js";
import { namedIn, statedIn } from "./statement.js";
import { typicallySo } from "./typical.js";
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
  "absolutely",
  "sure",
]);
const dissent = new Set(["no", "nope", "nah", "negative"]);

const wordsOf = (lower: string): readonly string[] => lower.match(/[\p{L}']+/gu) ?? [];

const yesOrNo = (word: string): boolean | undefined =>
  assent.has(word) ? true : dissent.has(word) ? false : undefined;

/** "Yes, …" and "No, …", and in a short answer "I would say yes". */
const leading = (words: readonly string[]): boolean | undefined =>
  yesOrNo(words[0] ?? "") ?? (words.length <= 6 ? yesOrNo(words.at(-1) ?? "") : undefined);

/** "That is correct.", "False.", "That's right." */
const judged = (lower: string): boolean | undefined => {
  if (/\b(?:incorrect|false|untrue|wrong)\b/.test(lower)) return false;
  const agrees = /\b(?:correct|true|(?:that's|that is|you're|you are) right)\b/.test(lower);
  return agrees ? !isNegated(lower) : undefined;
};

const pronouns = new Set(["it", "it's", "they", "they're", "he", "she", "that"]);
const verbs = new Set(
  "is are isn't aren't does do doesn't don't not so be may might could probably likely appear appears seem seems".split(
    " ",
  ),
);

/** "It is.", "They aren't.", "Probably not.", "Not really.", "Maybe." */
const elliptic = (lower: string, words: readonly string[]): boolean | undefined => {
  const [first = "", ...rest] = words;
  if (/\bi (?:don't|do not) (?:think|believe) so\b/.test(lower)) return false;
  if (words.length > 5) return undefined;
  if (saysUnlikely(lower)) return false;
  if (first === "not" && words.length <= 3) return false;
  if (pronouns.has(first))
    return rest.every((word) => verbs.has(word)) ? !isNegated(lower) : undefined;
  return confidenceOf(lower) < 1 && words.length <= 3 ? !isNegated(lower) : undefined;
};

/** "Yes and no", "yes/no" */
const bothWays = /\byes ?(?:and|or|\/|,)? ?no\b/;

/** "Yes. … No." contradicts itself. */
const contradicts = (lower: string, holds: boolean): boolean => {
  const other = holds ? dissent : assent;
  return lower
    .split(/[.;!?]/)
    .slice(1)
    .some((sentence) => other.has(wordsOf(sentence)[0] ?? ""));
};

/** Whether the text says that the relation holds; undefined when it doesn't say, or says both. */
const holdsBy = (
  lower: string,
  query: Query,
  relation: PredicateRelation,
  asksWhich: boolean,
): boolean | undefined => {
  if (bothWays.test(lower) || lower.replace(/\W/g, "") === "right") return undefined;
  const words = wordsOf(lower);
  const lead = leading(words) ?? judged(lower);
  const stated = statedIn(lower, query, relation);
  const { comparative } = predicateDefinition(relation).words;
  const named = comparative || asksWhich ? namedIn(lower, query) : undefined;
  if (asksWhich) return stated ?? named;
  if (lead !== undefined) {
    const disagrees = stated !== undefined && stated !== lead;
    return disagrees || contradicts(lower, lead) ? undefined : lead;
  }
  return stated ?? named ?? elliptic(lower, words);
};

/** Whether a relation holds, in the words of a model, as the answer to a question about it. Never throws. */
export const readPredicate = (
  text: string,
  question: Pick<Question, "text">,
  query: Query,
  relation: PredicateRelation,
): PredicateReading | Unreadable => {
  const clean = cleanAnswer(text);
  if (clean === undefined) return unreadable("ambiguous");
  if (clean === "") return unreadable("empty");
  const lower = clean.toLowerCase();
  const noSight = blindPhrase(withoutNames(lower, query)) ?? typicallySo(lower);
  if (noSight !== undefined) return unreadable("no-sight", noSight);
  const silence = silenceOf(lower);
  if (silence?.reason === "not-visible" && relation === "visible") {
    return { kind: "predicate", probability: 0 };
  }
  if (silence !== undefined) return unreadable(silence.reason, silence.phrase);
  const holds = holdsBy(lower, query, relation, /\bwhich\b/i.test(question.text));
  if (holds === undefined) return unreadable("ambiguous");
  const confidence = confidenceOf(lower);
  return { kind: "predicate", probability: holds ? confidence : 1 - confidence };
};
