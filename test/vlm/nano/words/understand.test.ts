import { describe, expect, it } from "vitest";
import { readTokenizer } from "../../../../src/vlm/engine/tokenizer.js";
import { vocabularyOf } from "../../../../src/vlm/nano/vocabulary.js";
import { readWords } from "../../../../src/vlm/nano/words/read-words.js";
import { knows, understand } from "../../../../src/vlm/nano/words/understand.js";
import { embeddedModel } from "../../../../src/vlm/open.js";
import { phrasesIn } from "./phrases.js";

const tokenizer = await readTokenizer(embeddedModel());
const lexicon = await readWords();
const known = {
  unknownIn: tokenizer.unknownWords,
  things: new Set(vocabularyOf(tokenizer, lexicon).words),
  lexicon,
};

const asked = (phrase: string): string => {
  if (knows(known, phrase)) return "as it is";
  const found = understand(phrase, known);
  return "as" in found ? found.as : "unknown";
};

describe("the table of phrases", () => {
  it.each(phrasesIn("phrases-before.txt"))("$phrase", ({ phrase, as }) => {
    expect(as).toContain(asked(phrase));
  });
});
