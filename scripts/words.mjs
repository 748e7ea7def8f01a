/**
 * Writes the tables in models/words: nouns and describing words from WordNet, colours from lists of colour names.
 * With --check they are compared instead. `npm run words` after a change of scripts/words/anchors.txt. What people add by
 * hand goes into models/words/everyday.txt.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { readTrained, understoodColours } from "./words/colours.mjs";
import { colourWords, describingWords, readAnchors, understoodNouns } from "./words/nouns.mjs";
import { readConcepts, readSenses } from "./words/wordnet.mjs";

const here = (path) => new URL(path, import.meta.url);
const anchorsText = readFileSync(here("words/anchors.txt"), "utf8");
const [concepts, senses] = [readConcepts("data.noun"), readSenses()];
const anchors = readAnchors(anchorsText, senses);

const grouped = (entries) => {
  const groups = new Map();
  for (const { word, phrase, distance } of entries) {
    const key = `${phrase} ${distance.toFixed(2)}`;
    groups.set(key, [...(groups.get(key) ?? []), word]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([key, words]) => `${key}: ${words.sort().join(", ")}\n`)
    .join("");
};

const isCheck = process.argv.includes("--check");
const write = (name, text) => {
  const path = here(`../models/words/${name}.txt`);
  if (!isCheck) return writeFileSync(path, text);
  if (readFileSync(path, "utf8") === text) return undefined;
  process.exitCode = 1;
  return process.stderr.write(`models/words/${name}.txt is not what "npm run words" makes\n`);
};
const trained = readTrained();
const colours = trained.map(({ name }) => name);
const colour = readAnchors("colour 0: color%1:07:00::", senses);
const substances = readAnchors("substance 0: substance%1:03:00:: material%1:27:00::", senses);

write("nouns", grouped(understoodNouns({ concepts, senses, anchors, colours })));
const moreColours = readFileSync(here("words/more-colours.txt"), "utf8").match(/^[^#].*$/gm) ?? [];
const shades = [
  ...colourWords({ concepts, senses, colour }),
  ...moreColours.flatMap((line) => line.split(", ")),
];
write("colours", grouped(understoodColours(shades, trained)));
write("describing", `${describingWords({ concepts, senses, substances }).sort().join(", ")}\n`);
