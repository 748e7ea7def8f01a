import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readTokenizer } from "../../../../src/vlm/engine/tokenizer.js";
import {
  genericNouns,
  trainedColours,
  trainedGrippers,
  trainedKinds,
} from "../../../../src/vlm/nano/words/trained.js";
import { embeddedModel } from "../../../../src/vlm/open.js";

const root = resolve(import.meta.dirname, "../../../..");
const read = (path: string): string => readFileSync(resolve(root, path), "utf8");
const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap(([, inside = ""]) => quoted(inside));
const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

describe("what the model was trained on", () => {
  const catalogue = read("training/spatial_training/simulate/catalogue.py");
  const names = read("training/spatial_training/simulate/names.py");
  const palette = read("training/spatial_training/simulate/palette.py");

  it("is what training calls its kinds of things, but for those it keeps out", () => {
    const [kinds = ""] = catalogue.split("UNSEEN_KINDS");
    expect(unique(trainedKinds)).toEqual(unique(matches(kinds, /Kind\(\s*\(([^)]*)\)/g)));
    expect(genericNouns).toEqual(matches(catalogue, /GENERIC = \(([^)]*)\)/g));
  });

  it("is what training calls colours and grippers", () => {
    const shades = [...palette.matchAll(/^ {4}"(\w+)": \(/gm)].map(([, name = ""]) => name);
    const synonyms = matches(palette, /SYNONYMS = \{([^}]*)\}/g);
    expect(unique(trainedColours)).toEqual(unique([...shades, ...synonyms]));
    const aliases = matches(names, /GRIPPER_ALIASES = \(([^)]*)\)/g);
    expect(unique(trainedGrippers)).toEqual(unique(["gripper", ...aliases]));
  });
});

const line = /^([a-z ]+) ([\d.]+): (.+)$/;
const entriesOf = (name: string) =>
  read(`models/words/${name}.txt`)
    .split("\n")
    .filter((text) => text !== "" && !text.startsWith("#"))
    .map((text) => {
      const [, phrase = "", distance = "", words = ""] = line.exec(text) ?? [];
      return { phrase, distance: Number(distance), words: words.split(", ") };
    });

describe.each(["everyday", "nouns", "colours"])("models/words/%s.txt", (name) => {
  const entries = entriesOf(name);

  it("has lines of a phrase, a distance and words", () => {
    for (const { phrase, distance, words } of entries) {
      expect(phrase).not.toBe("");
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThanOrEqual(1);
      expect(words.every((word) => /^[a-z][a-z' -]*$/.test(word))).toBe(true);
    }
  });

  it("understands words as what the embedded model knows", async () => {
    const { unknownWords } = await readTokenizer(embeddedModel());
    const phrases = entries.map(({ phrase }) => phrase).filter((phrase) => phrase !== "unknown");
    expect(phrases.flatMap(unknownWords)).toEqual([]);
  });
});

it("everyday.txt says one thing of each word", () => {
  const words = entriesOf("everyday").flatMap(({ phrase, words }) =>
    words.map((word) => `${word}, as a ${trainedColours.includes(phrase) ? "colour" : "noun"}`),
  );
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
});

it('are what "npm run words" makes', { timeout: 60_000 }, async () => {
  const script = resolve(root, "scripts/words.mjs");
  const { stderr } = await promisify(execFile)(process.execPath, [script, "--check"]);
  expect(stderr).toBe("");
});
