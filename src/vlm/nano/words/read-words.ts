import { readFile } from "node:fs/promises";
import { type Lexicon, lexiconOf } from "./lexicon.js";

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../../../models/words/${name}.txt`, import.meta.url), "utf8");

/** The tables that come with this package. They are parsed when a word is first looked up. */
export const readWords = async (): Promise<() => Lexicon> => {
  const [everyday, nouns, colours, describing] = await Promise.all([
    read("everyday"),
    read("nouns"),
    read("colours"),
    read("describing"),
  ]);
  let lexicon: Lexicon | undefined;
  return () => {
    lexicon ??= lexiconOf({ everyday, nouns, colours, describing });
    return lexicon;
  };
};
