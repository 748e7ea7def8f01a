import type { PredicateRelation, Query } from "../../core/index.js";
import { withoutArticle } from "../phrase.js";
import { isNegated } from "./hedges.js";
import { placesOf, replaceName } from "./names.js";
import { relationWords } from "./relation-words.js";

const subjectMark = "subjectname";
const objectMark = "objectname";

/** The names asked about replaced by marks, the longer one first. */
const withMarks = (lower: string, { subject, object }: Query): string =>
  [
    { name: withoutArticle(subject).toLowerCase(), mark: subjectMark },
    { name: withoutArticle(object).toLowerCase(), mark: objectMark },
  ]
    .filter(({ name }) => name !== "")
    .sort((a, b) => b.name.length - a.name.length)
    .reduce((text, { name, mark }) => replaceName(text, name, mark), lower);

const firstOf = (text: string, phrases: readonly string[]): number | undefined => {
  const places = phrases.flatMap((phrase) => placesOf(text, phrase).slice(0, 1));
  return places.length === 0 ? undefined : Math.min(...places);
};

type Saying = "says" | "opposite" | "converse";

/** Which way the relation is restated, and where; undefined when it isn't, or in both ways. */
const sayingIn = (
  text: string,
  relation: PredicateRelation,
): { readonly saying: Saying; readonly at: number } | undefined => {
  const words = relationWords[relation];
  const found = (["says", "opposite", "converse"] as const).flatMap((saying) => {
    const at = firstOf(text, words[saying]);
    return at === undefined ? [] : [{ saying, at }];
  });
  return found.length === 1 ? found[0] : undefined;
};

/** Whether the sentence speaks of the object and the subject in turned-round order. */
const isTurned = (text: string, at: number): boolean | undefined => {
  const subject = text.indexOf(subjectMark);
  const object = text.indexOf(objectMark);
  if (subject === -1 && object === -1) return false; // "it", "they": the subject
  if (subject === -1) return object < at;
  if (object === -1) return subject > at;
  if (subject < at === object < at) return undefined;
  return object < subject;
};

/**
 * What a sentence that restates the relation says of it: "the bowl is left of the mug" denies that the mug is left of it.
 * Undefined when it doesn't restate it, or not clearly.
 */
export const statedIn = (
  lower: string,
  query: Query,
  relation: PredicateRelation,
): boolean | undefined => {
  const text = withMarks(lower, query);
  const found = sayingIn(text, relation);
  if (found === undefined) return undefined;
  const { symmetric, comparative } = relationWords[relation];
  const turned = symmetric ? false : isTurned(text, found.at);
  if (turned === undefined) return undefined;
  const straight = (found.saying === "says") !== turned;
  const negated = isNegated(text);
  if (!negated) return straight;
  // "The bowl is not left of the mug" leaves open whether the mug is left of the bowl.
  return straight ? false : comparative ? true : undefined;
};

/** "The red mug." to "which is taller": which of the two is named, alone or nearly. */
export const namedIn = (lower: string, query: Query): boolean | undefined => {
  const text = withMarks(lower, query);
  const subject = text.includes(subjectMark);
  if (subject === text.includes(objectMark) || isNegated(text)) return undefined;
  return text.split(/\s+/).length <= 6 ? subject : undefined;
};
