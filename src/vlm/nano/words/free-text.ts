import type { Understood } from "../../backend.js";
import { wordsOf } from "./phrase.js";
import { type Known, knows, type Understanding, understand } from "./understand.js";

/** Words that are looked at together. */
const longestSpan = 4;

interface Word {
  readonly word: string;
  /** In the text. */
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly first: number;
  /** The word after it. */
  readonly end: number;
  readonly understood: Understood;
}

const wordsIn = (text: string): readonly Word[] =>
  [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));

/** Runs of words around one, the longest first. */
const runsAround = (at: number, count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: longestSpan }, (_, less) => longestSpan - less).flatMap((size) =>
    Array.from({ length: size }, (_, before): readonly [number, number] => [
      at - before,
      at - before + size,
    ]).filter(([first, end]) => first >= 0 && end <= count),
  );

/** The longest run of words around one that is not known, of which every word is understood. */
const spanAround = (words: readonly Word[], at: number, known: Known): Span | undefined => {
  for (const [first, end] of runsAround(at, words.length)) {
    const run = words.slice(first, end).map(({ word }) => word);
    const name = run.join(" ");
    if (wordsOf(name).length < run.length) continue; // its article stays where it is
    const found = understand(name, known);
    if ("as" in found && found.unused.length === 0) return { first, end, understood: found };
  }
  return undefined;
};

/** Of a question whose names can't be told apart: what is not known is replaced where it stands, or keeps it from being asked. */
export const understandText = (text: string, known: Known): Understanding => {
  const words = wordsIn(text);
  const understood: Understood[] = [];
  const unknown: { word: string; phrase: string }[] = [];
  let written = "";
  let from = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || knows(known, word.word)) continue;
    const span = spanAround(words, at, known);
    const [first, last] = span ? [words[span.first], words[span.end - 1]] : [];
    if (!span || !first || !last || first.start < from) {
      unknown.push(...known.unknownIn(word.word).map((each) => ({ word: each, phrase: text })));
      continue;
    }
    understood.push(span.understood);
    written += text.slice(from, first.start) + span.understood.as;
    from = last.end;
    at = span.end - 1;
  }
  return { text: written + text.slice(from), understood, unknown };
};
