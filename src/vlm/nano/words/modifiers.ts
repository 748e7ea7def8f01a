import type { Lexicon } from "./lexicon.js";
import { trainedColours } from "./trained.js";
import type { Known } from "./understand.js";

/** What stands before a noun. */
export interface Modifiers {
  readonly colour?: { readonly name: string; readonly distance: number };
  /** Words that the model can't use, and that may stand before a noun. */
  readonly unused: readonly string[];
  /** Words that are nobody's. */
  readonly unknown: readonly string[];
}

/** Words of a colour's name: "dark olive green". */
const longestColour = 3;
/** A shade named by two colours ("lime green") is the second one. */
const compoundDistance = 0.1;

/** Where things of one kind are, which of them, how many. */
const places = new Set([
  ...["left", "right", "leftmost", "rightmost", "topmost", "uppermost", "bottommost", "outermost"],
  ...["nearest", "closest", "farthest", "furthest", "middle", "center", "centre", "front", "back"],
  ...["top", "bottom", "upper", "lower", "first", "second", "third", "fourth", "last", "other"],
  ...["two", "three", "four", "five", "six", "both", "few", "several", "and", "pastel", "neon"],
]);

/** "colored", "coloured": what stands before them is the colour. */
const coloured = /[ -]?colou?r(?:ed)?$/;

const colourOf = (words: string, lexicon: Lexicon): Modifiers["colour"] => {
  const name = words.replace(coloured, "");
  if (trainedColours.includes(name)) return { name, distance: 0 };
  const meaning = lexicon.colour(name);
  if (meaning) return { name: meaning.phrase, distance: meaning.distance };
  const [, last = ""] = /^\p{L}+-(\p{L}+)$/u.exec(name) ?? [];
  return trainedColours.includes(last) ? { name: last, distance: compoundDistance } : undefined;
};

/** Foods in something to keep them in are its contents: a mustard jar needn't be yellow. */
const containers = new Set([
  ...["can", "tin", "jar", "bottle", "box", "carton", "package", "pot", "bag", "soda can"],
]);
const edible = new Set([
  ...["mustard", "olive", "peach", "salmon", "tomato", "lemon", "chocolate", "coffee", "banana"],
  ...["plum", "cherry", "grape", "pumpkin", "butter", "cream", "mint", "honey", "wine", "corn"],
  ...["strawberry", "blueberry", "raspberry", "avocado", "apricot", "tangerine", "caramel"],
  ...["cinnamon", "saffron", "wheat", "mocha", "espresso", "champagne", "oatmeal", "watermelon"],
]);

const isContent = (words: string, next: string): boolean =>
  edible.has(words) && containers.has(next);

/** "biggest" and "bigger" are "big", and "favourite" is "favorite". */
const otherForms = (word: string): readonly string[] => [
  word.replace("our", "or"),
  ...[/est$/, /er$/, /iest$/, /ier$/].flatMap((ending) => {
    if (!ending.test(word)) return [];
    const stem = word.replace(ending, "");
    return [stem, `${stem}e`, `${stem}y`, stem.replace(/(.)\1$/, "$1")];
  }),
];

const describesThings = (word: string, lexicon: Lexicon): boolean => {
  const isOne = (part: string): boolean =>
    places.has(part) ||
    trainedColours.includes(part) ||
    /^\d+$/.test(part) ||
    lexicon.describes(part) ||
    lexicon.colour(part) !== undefined ||
    lexicon.noun(part) !== undefined ||
    otherForms(part).some((each) => lexicon.describes(each));
  return isOne(word) || word.split("-").every(isOne);
};

interface Found {
  readonly words: string;
  readonly colour?: Modifiers["colour"];
}

/** The longest colours, and the words between them. */
const colourRuns = (words: readonly string[], noun: string, lexicon: Lexicon): Found[] => {
  const found: Found[] = [];
  for (let at = 0; at < words.length; ) {
    const sizes = Array.from({ length: longestColour }, (_, less) => longestColour - less);
    const runs = sizes
      .filter((size) => at + size <= words.length)
      .map((size) => {
        const text = words.slice(at, at + size).join(" ");
        const isLast = at + size === words.length;
        const content = isLast && isContent(text, noun);
        return { size, words: text, colour: content ? undefined : colourOf(text, lexicon) };
      });
    const run = runs.find(({ colour }) => colour !== undefined) ?? runs.at(-1);
    if (run === undefined) break;
    found.push({ words: run.words, colour: run.colour });
    at += run.size;
  }
  return found;
};

/** What words before a noun say of it. */
export const modifiersOf = (
  words: readonly string[],
  noun: string,
  { lexicon: open, unknownIn }: Pick<Known, "lexicon" | "unknownIn">,
): Modifiers => {
  const lexicon = open();
  const runs = colourRuns(words, noun, lexicon);
  const last = runs.findLastIndex(({ colour }) => colour !== undefined);
  const compound = last > 0 && runs[last - 1]?.colour !== undefined;
  const chosen = runs[last]?.colour;
  const rest = runs.filter((_, at) => at !== last && !(compound && at === last - 1));
  const unknown = rest
    .map((run) => run.words)
    .filter((word) => unknownIn(word).length > 0 && !describesThings(word, lexicon));
  return {
    ...(chosen && {
      colour: compound ? { ...chosen, distance: chosen.distance + compoundDistance } : chosen,
    }),
    unused: rest.map((run) => run.words),
    unknown,
  };
};
