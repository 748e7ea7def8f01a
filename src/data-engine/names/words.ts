import { distance } from "fastest-levenshtein";
import { withoutArticle } from "../../vqa/index.js";

/** "The Red  mug" is "red mug". */
export const plainName = (name: string): string =>
  withoutArticle(name).toLowerCase().replace(/\s+/g, " ").trim();

const wordsOf = (name: string): readonly string[] => plainName(name).split(" ");

/** Longer words may differ in a letter and be one: "mug" is no "rug", "bottles" are bottles. */
const longWord = 5;

const isSameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= longWord && distance(a, b) <= 1);

/** Whether a thing called `name` may be called `phrase` as well: a red mug is a mug. */
export const mayBeCalled = (name: string, phrase: string): boolean => {
  const words = wordsOf(name);
  return wordsOf(phrase).every((each) => words.some((word) => isSameWord(word, each)));
};
