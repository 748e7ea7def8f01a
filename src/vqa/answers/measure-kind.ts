import { type LengthRelation, lengthDefinition, type MeasureKind } from "../../core/index.js";
import type { Found } from "./lengths.js";
import { type Token, wordAt } from "./tokens.js";

const kinds: ReadonlyMap<string, MeasureKind> = new Map(
  (
    [
      ["distance", "distance apart away separation separated separates"],
      ["gap", "gap clearance space spacing clears"],
      ["horizontal", "horizontal horizontally sideways lateral laterally"],
      ["vertical", "vertical vertically elevation"],
      ["height", "height tall high"],
      ["width", "width wide across broad"],
      ["size", "long length thick thickness deep depth diameter size radius circumference"],
    ] as const
  ).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind] as const)),
);

/** "Depth information": what is measured with, not what is measured. */
const means = new Set("information data map maps channel sensor camera cues perception".split(" "));

/** Tokens before a length that may say what it is of. */
const longestClause = 40;

/** "30 cm apart", "9 cm in height", "8 cm from": the words right after it say what it is. */
const kindAfter = (tokens: readonly Token[], { next }: Found): MeasureKind | undefined => {
  const skip = ["in", "of"].includes(wordAt(tokens, next)) ? next + 1 : next;
  const word = wordAt(tokens, skip);
  if (["apart", "away", "from"].includes(word)) {
    return directionAround(tokens, skip) ?? "distance";
  }
  return kinds.get(word);
};

/** "apart horizontally", "from the bowl vertically": a direction later in the same clause. */
const directionAround = (tokens: readonly Token[], at: number): MeasureKind | undefined => {
  for (let i = at; i < Math.min(tokens.length, at + 12); i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === "number" || token.sentence !== tokens[at]?.sentence)
      break;
    const kind = kinds.get(token.text);
    if (kind === "horizontal" || kind === "vertical") return kind;
  }
  return undefined;
};

/**
 * "The height of the mug is 9 cm": the nearest such word before it in its sentence, if it isn't far.
 * Words right after another length ("9 cm tall, so …") are of that one.
 */
const kindBefore = (
  tokens: readonly Token[],
  { at }: Found,
  all: readonly Found[],
): MeasureKind | undefined => {
  const sentence = tokens[at]?.sentence;
  const first = Math.max(0, at - longestClause);
  for (let i = at - 1; i >= first && tokens[i]?.sentence === sentence; i--) {
    const kind = kinds.get(wordAt(tokens, i));
    if (kind === undefined || means.has(wordAt(tokens, i + 1))) continue;
    if (wordAt(tokens, i - 1) === "focal") continue;
    if (all.some(({ next }) => next === i)) continue;
    const qualifier = kinds.get(wordAt(tokens, i - 1));
    return qualifier === "horizontal" || qualifier === "vertical" ? qualifier : kind;
  }
  return undefined;
};

const kindOf = (
  tokens: readonly Token[],
  found: Found,
  all: readonly Found[],
): MeasureKind | undefined => kindAfter(tokens, found) ?? kindBefore(tokens, found, all);

/** Of several lengths those that answer: the mug's width is no answer to how far it is. */
export const relevant = (
  tokens: readonly Token[],
  found: readonly Found[],
  relation: LengthRelation | undefined,
): readonly Found[] => {
  if (relation === undefined) return found;
  for (const accepted of lengthDefinition(relation).answers) {
    const suitable = found.filter((each) => accepted.includes(kindOf(tokens, each, found)));
    if (suitable.length > 0) return suitable;
  }
  return [];
};
