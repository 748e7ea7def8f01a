const determiners = new Set([
  ...["the", "a", "an", "this", "that", "these", "those", "some", "any", "one's"],
  ...["my", "your", "our", "his", "her", "its", "their"],
]);

/** What follows says where a thing is, or what is in it. */
const prepositions = new Set([
  ...["on", "in", "at", "of", "by", "to", "with", "without", "from", "for", "near", "inside"],
  ...["beside", "behind", "under", "over", "above", "below", "between", "beneath", "atop", "onto"],
  ...["that", "which", "against", "across", "around", "along"],
]);

/** The same, unless they stand before a noun: "left cup", "cup left of the plate". */
const places = new Set([
  ...["left", "right", "next", "nearest", "closest", "close", "lying", "standing", "sitting"],
  "made",
]);

/** "a piece of cloth" is a cloth. */
const parts = new Set([
  ...["piece", "pieces", "slice", "slices", "bit", "chunk", "bunch", "pair", "set", "stack"],
  ...["pile", "kind", "sort", "type", "sheet", "heap", "handful", "row", "group"],
]);

/** A name, taken apart. */
export interface Phrase {
  /** Adjectives and nouns; the last ones name the thing. */
  readonly words: readonly string[];
  /** What follows them: "on the plate". */
  readonly after: string;
}

/** A name's words in lower case, without marks and the article. */
export const wordsOf = (name: string): readonly string[] => {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .split(/[^\p{L}\p{N}'-]+/u)
    .map((word) => word.replace(/^[-']+|[-']+$/g, ""))
    .filter((word) => word !== "");
  const first = words.findIndex((word) => !determiners.has(word));
  return first < 0 ? [] : words.slice(first);
};

/** "mug that is crimson" is a crimson mug. */
const saidAfter = (words: readonly string[], at: number): readonly string[] | undefined => {
  const [relative, verb, ...rest] = words.slice(at);
  const isRelative = (relative === "that" || relative === "which") && verb === "is";
  return isRelative && rest.length > 0 && !rest.some((word) => prepositions.has(word))
    ? rest
    : undefined;
};

/** Where the thing's name ends. */
const endOf = (words: readonly string[]): number => {
  const at = words.findIndex((word, index) => {
    const { [index + 1]: following } = words;
    const isEnd = [prepositions, determiners].some((each) => each.has(following ?? ""));
    const isPlace = places.has(word) && (following === undefined || isEnd);
    return index > 0 && (prepositions.has(word) || isPlace);
  });
  return at < 0 ? words.length : at;
};

export const phraseOf = (words: readonly string[]): Phrase => {
  const end = endOf(words);
  if (words[end] === "of" && parts.has(words[end - 1] ?? ""))
    return phraseOf([...words.slice(0, end - 1), ...words.slice(end + 1)]);
  const described = saidAfter(words, end);
  if (described) return { words: [...described, ...words.slice(0, end)], after: "" };
  return { words: words.slice(0, end), after: words.slice(end).join(" ") };
};
