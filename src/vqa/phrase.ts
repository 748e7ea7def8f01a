const articles = new Set(["the", "a", "an"]);
/** Words that stand where an article would: "my mug" is never "the my mug". */
const determiners = new Set([
  ...articles,
  "my",
  "your",
  "our",
  "his",
  "her",
  "its",
  "their",
  "this",
]);

const firstWord = (phrase: string): string => /^\S*/.exec(phrase)?.[0].toLowerCase() ?? "";

/** How a sentence names a thing: "red mug" is "the red mug"; a phrase with an article of its own keeps it. */
export const withArticle = (name: string): string =>
  determiners.has(firstWord(name)) ? name : `the ${name}`;

/** The bare name: "The red mug" and "a red mug" are "red mug". */
export const withoutArticle = (phrase: string): string => {
  const trimmed = phrase.trim();
  const first = firstWord(trimmed);
  if (articles.has(first)) return trimmed.slice(first.length).trimStart();
  return determiners.has(first) ? first + trimmed.slice(first.length) : trimmed;
};

/** With a capital at the beginning, as a sentence has it. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
