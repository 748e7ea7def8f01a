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

/** Of the things of a list, the share that is understood sensibly. */
const shareOf = (file: string): number => {
  const all = phrasesIn(file);
  const sensible = all.filter(({ phrase, as }) => as.includes(asked(phrase)));
  return sensible.length / all.length;
};

describe("what phrases are understood as", () => {
  const tables = ["phrases-before.txt", "phrases-after.txt"].flatMap(phrasesIn);

  it("is laid down for more than 300", () => {
    expect(new Set(tables.map(({ phrase }) => phrase)).size).toBeGreaterThan(300);
  });

  it.each(tables)("$phrase", ({ phrase, as }) => {
    expect(as).toContain(asked(phrase));
  });
});

describe("things of tables, by a public list (LVIS)", () => {
  it("are understood sensibly where they are common", () => {
    expect(phrasesIn("lvis-common.txt").length).toBeGreaterThan(400);
    expect(shareOf("lvis-common.txt")).toBeGreaterThanOrEqual(0.99);
  });

  it("are mostly understood where they are rare, though no word was added for them by hand", () => {
    expect(phrasesIn("lvis-rare.txt").length).toBeGreaterThan(180);
    expect(shareOf("lvis-rare.txt")).toBeGreaterThanOrEqual(0.86);
  });
});
