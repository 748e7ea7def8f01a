import type { Query } from "../../core/index.js";
import { withoutArticle } from "../phrase.js";
import { replaceName } from "./names.js";

export const subjectMark = "subjectname";
export const objectMark = "objectname";

interface Named {
  readonly name: string;
  readonly mark: string;
}

const wordsOf = (name: string): readonly string[] => name.split(/\s+/);

/** "the mug" for "red mug", where no other kind of mug is spoken of ("the green mug" stays as it is). */
const replaceShort = (text: string, short: string, mark: string): string =>
  ["the", "a", "an", "this", "that"].reduce(
    (result, article) => replaceName(result, `${article} ${short}`, mark),
    text === short || text.startsWith(`${short} `) ? mark + text.slice(short.length) : text,
  );

/** Shorter ways to name one of two things: its last word, or "red one" where only one is red. */
const shortNames = (name: string, other: string): readonly string[] => {
  const own = wordsOf(name).filter((word) => !wordsOf(other).includes(word));
  const last = wordsOf(name).at(-1) ?? "";
  return [
    ...(own.includes(last) ? [last] : []),
    ...own.filter((word) => word !== last).map((word) => `${word} one`),
  ];
};

/** The text (in lower case) with both things replaced by marks, however it names them. */
export const withMarks = (lower: string, { subject, object }: Query): string => {
  const named: readonly Named[] = [
    { name: withoutArticle(subject).toLowerCase(), mark: subjectMark },
    { name: withoutArticle(object).toLowerCase(), mark: objectMark },
  ].filter(({ name }) => name !== "");
  const full = named
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((text, { name, mark }) => replaceName(text, name, mark), lower);
  return named.reduce((text, { name, mark }) => {
    const other = named.find((each) => each.mark !== mark)?.name ?? "";
    return shortNames(name, other).reduce(
      (result, short) => replaceShort(result, short, mark),
      text,
    );
  }, full);
};
