import { singularsOf } from "./plural.js";
import { trainedColours } from "./trained.js";

/** What a word is understood as. */
export interface Meaning {
  /** A phrase that the model was trained on. */
  readonly phrase: string;
  /** 0..1: how far it may be from what is meant. */
  readonly distance: number;
}

/** Everyday words, and what each is understood as. */
export interface Lexicon {
  /** Singular or plural; "refused": the word is known, and for nothing that the model should guess at. */
  readonly noun: (words: string) => Meaning | "refused" | undefined;
  readonly colour: (words: string) => Meaning | undefined;
  /** Whether a word may stand before a noun and say how a thing looks, what it is made of, where it is. */
  readonly describes: (word: string) => boolean;
}

/** The texts of models/words. */
export interface WordTables {
  /** These win. */
  readonly everyday: string;
  readonly nouns: string;
  readonly colours: string;
  readonly describing: string;
}

/** The phrase of words that are known to be none for a thing. */
const unknown = "unknown";
/** A thing of several may be another than the one meant. */
const pluralDistance = 0.05;

/** Hyphens are written or not. */
const keyOf = (words: string): string => words.replaceAll("-", " ");

/** "cup 0.08: teacup, coffee cup" */
const line = /^(?<phrase>[^#:\d]+) (?<distance>[\d.]+): (?<words>.+)$/gm;

const readMeanings = (text: string): ReadonlyMap<string, Meaning> =>
  new Map(
    [...text.matchAll(line)].flatMap(({ groups }) => {
      const { phrase = "", distance, words = "" } = groups ?? {};
      const meaning = { phrase, distance: Number(distance) };
      return words.split(", ").map((word) => [keyOf(word), meaning] as const);
    }),
  );

const isColour = ({ phrase }: Meaning): boolean => trainedColours.includes(phrase);

/** Parses the tables; a word of `everyday` is a colour if it is understood as one. */
export const lexiconOf = ({ everyday, nouns, colours, describing }: WordTables): Lexicon => {
  const own = [...readMeanings(everyday)];
  const things = new Map([
    ...readMeanings(nouns),
    ...own.filter(([, meaning]) => !isColour(meaning)),
  ]);
  const shades = new Map([
    ...readMeanings(colours),
    ...own.filter(([, meaning]) => isColour(meaning)),
  ]);
  const described = new Set(describing.trim().split(", "));
  /** "wine glass" and "wineglass" are one word. */
  const found = (words: string): Meaning | undefined =>
    things.get(keyOf(words)) ?? things.get(words.replaceAll(" ", ""));
  const plural = (words: string): Meaning | undefined => {
    const meaning = singularsOf(words).flatMap((each) => found(each) ?? [])[0];
    return meaning && { ...meaning, distance: Math.min(1, meaning.distance + pluralDistance) };
  };
  return {
    noun: (words) => {
      const meaning = found(words) ?? plural(words);
      return meaning?.phrase === unknown ? "refused" : meaning;
    },
    colour: (words) => shades.get(keyOf(words)),
    describes: (word) => described.has(word),
  };
};
