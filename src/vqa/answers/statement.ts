import {
  fromRelations,
  isUnaryRelation,
  type PredicateRelation,
  predicateDefinition,
  type Query,
  type RelationWords,
} from "../../core/index.js";
import { afterSaying, beforeSaying, imageWords } from "./function-words.js";
import { isNegated } from "./hedges.js";
import { objectMark, subjectMark, withMarks } from "./mentions.js";
import { placesOf } from "./names.js";

const sayings = ["says", "opposite", "converse"] as const;
type Saying = (typeof sayings)[number];

const phrasesOf = (words: RelationWords): readonly string[] =>
  sayings.flatMap((saying) => words[saying] ?? []);

/** Phrases of all relations, and some of none: "in front" is not "in". */
const phrases = fromRelations((all): readonly string[] => [
  ...[...all.values()].flatMap((each) => (each.kind === "predicate" ? phrasesOf(each.words) : [])),
  "on the left",
  "on the right",
  "on the other",
  "in the middle",
  "in relation",
]);

interface Found {
  readonly saying: Saying;
  readonly at: number;
  readonly end: number;
}

/** Where a phrase first stands for itself and not for the beginning of another one. */
const placeOf = (text: string, phrase: string, own: readonly string[]): number | undefined =>
  placesOf(text, phrase).find(
    (at) =>
      !phrases().some(
        (other) =>
          other.length > phrase.length && text.startsWith(other, at) && !own.includes(other),
      ),
  );

/** Which way the relation is restated, and where; undefined when it isn't, or in several ways. */
const sayingIn = (text: string, relation: PredicateRelation): Found | undefined => {
  const { words } = predicateDefinition(relation);
  const own = phrasesOf(words);
  const found = sayings.flatMap((saying) => {
    const places = (words[saying] ?? []).flatMap((phrase) => {
      const at = placeOf(text, phrase, own);
      return at === undefined ? [] : [{ saying, at, end: at + phrase.length }];
    });
    return places.toSorted((a, b) => a.at - b.at || b.end - a.end).slice(0, 1);
  });
  return found.length === 1 ? found[0] : undefined;
};

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}']+/gu) ?? [];

/** "It is in the image" says nothing of what it is in. */
const isOfPlaces = (relation: PredicateRelation): boolean => {
  const { truth } = predicateDefinition(relation);
  return truth.by === "contact" && truth.contact !== "touching";
};

/** No third thing is named before or after the saying. */
const isAboutThem = (text: string, { at, end }: Found, relation: PredicateRelation): boolean => {
  const image = !isOfPlaces(relation);
  const known = (words: ReadonlySet<string>) => (word: string) =>
    word === subjectMark ||
    word === objectMark ||
    words.has(word) ||
    (image && imageWords.has(word));
  return (
    wordsIn(text.slice(0, at)).every(known(beforeSaying)) &&
    wordsIn(text.slice(end)).every(known(afterSaying))
  );
};

/** Whether the sentence speaks of object and subject in turned-round order; undefined when that isn't clear. */
const isTurned = (text: string, { at, end }: Found, comparative: boolean): boolean | undefined => {
  const subject = text.indexOf(subjectMark);
  const object = text.indexOf(objectMark);
  // "The taller one is the red mug"
  const isNamedLast = comparative && Math.max(subject, object) > end && !/\bthan\b/.test(text);
  if (isNamedLast && Math.min(subject, object) === -1) return subject === -1;
  if (subject === -1 && object === -1) return false; // "it", "they": the subject
  if (subject === -1) return object < at;
  if (object === -1) return subject > at;
  if (subject < at === object < at) return undefined;
  return object < subject;
};

const statedInSentence = (text: string, relation: PredicateRelation): boolean | undefined => {
  const found = sayingIn(text, relation);
  if (found === undefined || !isAboutThem(text, found, relation)) return undefined;
  const { words, symmetric = isUnaryRelation(relation) } = predicateDefinition(relation);
  const { comparative = false } = words;
  const turned = symmetric ? false : isTurned(text, found, comparative);
  if (turned === undefined) return undefined;
  const straight = (found.saying === "says") !== turned;
  if (!isNegated(text)) return straight;
  // "The bowl is not left of the mug" leaves open whether the mug is left of the bowl.
  return straight ? false : comparative ? true : undefined;
};

/** Sentences whose "it" can only be the subject: those that name something, and the first. */
const clearSentences = (text: string): readonly string[] =>
  text
    .split(/[.;!?]/)
    .filter(
      (sentence, i) => i === 0 || sentence.includes(subjectMark) || sentence.includes(objectMark),
    );

/**
 * What an answer that restates the relation says of it: "the bowl is left of the mug" denies that the mug is left of it.
 * Undefined when it doesn't restate it, not clearly, or both ways.
 */
export const statedIn = (
  lower: string,
  query: Query,
  relation: PredicateRelation,
): boolean | undefined => {
  const stated = clearSentences(withMarks(lower, query)).flatMap(
    (sentence) => statedInSentence(sentence, relation) ?? [],
  );
  const [first] = stated;
  return stated.every((each) => each === first) ? first : undefined;
};

/** "The red mug." to "which is taller": which of the two is named, alone or nearly. */
export const namedIn = (lower: string, query: Query): boolean | undefined => {
  const text = withMarks(lower, query);
  const subject = text.includes(subjectMark);
  if (subject === text.includes(objectMark) || isNegated(text)) return undefined;
  const others = wordsIn(text).filter((word) => !beforeSaying.has(word));
  return others.length === 1 ? subject : undefined;
};
