/** Plurals that no rule makes, of things on tables. */
const irregular: Readonly<Record<string, string>> = {
  knives: "knife",
  loaves: "loaf",
  leaves: "leaf",
  halves: "half",
  mice: "mouse",
  dice: "die",
};

/** Endings of plurals, and of what they may be the plural of. */
const rules: readonly (readonly [ending: string, singular: string])[] = [
  ["ies", "y"],
  ["ches", "ch"],
  ["shes", "sh"],
  ["sses", "ss"],
  ["xes", "x"],
  ["zes", "z"],
  ["oes", "o"],
  ["s", ""],
];

const singularsOfWord = (word: string): readonly string[] => {
  const { [word]: known } = irregular;
  if (known !== undefined) return [known];
  if (word.length < 4 || word.endsWith("ss")) return [];
  return rules.flatMap(([ending, singular]) =>
    word.endsWith(ending) ? [word.slice(0, -ending.length) + singular] : [],
  );
};

/** What words may be the plural of: the last one counts. "wine glasses": "wine glass", "wine glasse" */
export const singularsOf = (words: string): readonly string[] => {
  const at = words.lastIndexOf(" ") + 1;
  return singularsOfWord(words.slice(at)).map((word) => words.slice(0, at) + word);
};
