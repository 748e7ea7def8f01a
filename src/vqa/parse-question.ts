import { fromRelations, type LengthUnit, lengthUnits, type Query } from "../core/index.js";
import { askableUnitNames } from "./length-text.js";
import { withoutArticle } from "./phrase.js";
import { allTemplates, type Template } from "./template.js";
import type { Question } from "./types.js";

/** A wording taken apart: the words around its slots, in order, lower case and without articles before a slot. */
interface Pattern {
  readonly relation: Query["relation"];
  /** Words before the first slot, between the slots, and after the last one. */
  readonly literals: readonly string[];
  /** Which name stands in each slot. */
  readonly slots: readonly ("subject" | "object")[];
  readonly takesUnit: boolean;
}

/** Questions longer than this are not ours, and are not searched. */
const longestQuestion = 1000;

const subjectMark = "\uE000";
const objectMark = "\uE001";
const marked = { subject: subjectMark, object: objectMark };

const textsOf = (template: Template): readonly string[] =>
  template.kind === "length"
    ? template.ask.map((ask) => ask(marked, ""))
    : template.ask.map((ask) => ask(marked));

/** Lower case with single spaces and without the final punctuation. */
const plain = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\s?.!]{1,8}$/, "");

const patternOf = (template: Template, text: string): Pattern => ({
  relation: template.relation,
  literals: plain(text)
    .toLowerCase()
    .split(/[\uE000\uE001]/),
  slots: [...text].flatMap((c) =>
    c === subjectMark ? ["subject"] : c === objectMark ? ["object"] : [],
  ),
  takesUnit: template.kind === "length",
});

const patterns = fromRelations((): readonly Pattern[] =>
  allTemplates().flatMap((template) => textsOf(template).map((text) => patternOf(template, text))),
);

const unitNames: readonly (readonly [ending: string, unit: LengthUnit])[] = Object.keys(lengthUnits)
  .filter((unit): unit is LengthUnit => unit in lengthUnits)
  .flatMap((unit) => askableUnitNames(unit).map((name) => [` in ${name}`, unit] as const));

/** "how far … in cm" is "how far …" and cm. */
const splitUnit = (text: string): { readonly rest: string; readonly unit?: LengthUnit } => {
  const lower = text.toLowerCase();
  const found = unitNames.find(([ending]) => lower.endsWith(ending));
  if (found === undefined) return { rest: text };
  const [ending, unit] = found;
  return { rest: text.slice(0, -ending.length).replace(/,$/, ""), unit };
};

interface Candidate {
  readonly query: Query;
  readonly literalLength: number;
  /** The words after the first name and after the second one, where there are any. */
  readonly connectives: readonly string[];
}

const hasArticle = (name: string): boolean => withoutArticle(name) !== name.trim();

/** Each way to divide `text` at `middle`; where some have articles on both sides, only those. */
const divisions = (text: string, middle: string): readonly (readonly [string, string])[] => {
  const found: (readonly [string, string])[] = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(middle); at !== -1; at = lower.indexOf(middle, at + 1)) {
    found.push([text.slice(0, at), text.slice(at + middle.length)]);
  }
  const plainest = found.filter((names) => names.every(hasArticle));
  return plainest.length > 0 ? plainest : found;
};

const namesIn = (
  text: string,
  lower: string,
  literals: readonly string[],
): readonly (readonly string[])[] => {
  const first = literals[0] ?? "";
  const last = literals.at(-1) ?? "";
  const fits =
    text.length > first.length + last.length && lower.startsWith(first) && lower.endsWith(last);
  if (!fits) return [];
  const inner = text.slice(first.length, text.length - last.length);
  const middle = literals.length === 3 ? literals[1] : undefined;
  return middle === undefined ? [[inner]] : divisions(inner, middle);
};

const candidatesFrom = (pattern: Pattern, text: string, lower: string): readonly Candidate[] =>
  namesIn(text, lower, pattern.literals).flatMap((names) => {
    const bare = names.map(withoutArticle);
    if (bare.some((name) => name === "")) return [];
    const named = (slot: "subject" | "object") => bare[pattern.slots.indexOf(slot)] ?? "";
    return {
      query: { relation: pattern.relation, subject: named("subject"), object: named("object") },
      literalLength: pattern.literals.join("").length,
      connectives: pattern.literals.slice(1).filter((words) => words !== ""),
    };
  });

/** "the lid above the pot" names a second thing: "do you see the lid above the pot" may ask about both. */
const namesAnother = (name: string): boolean => / (?:the|an?) /i.test(name);

/**
 * The candidate whose wording says most. Undefined when it doesn't stand alone: another one says as much, or its names
 * have what may be the relation ("touching the mug on the left of the bowl" can be taken in two ways).
 */
const clearest = (candidates: readonly Candidate[]): Query | undefined => {
  const most = Math.max(...candidates.map(({ literalLength }) => literalLength));
  const [best, second] = candidates.filter(({ literalLength }) => literalLength === most);
  if (best === undefined || second !== undefined) return undefined;
  const { subject, object } = best.query;
  const names = [subject, object].map((name) => ` ${name.toLowerCase()} `);
  const others = candidates.flatMap(({ connectives }) => connectives);
  const unclear = others.some(
    (words) =>
      !best.connectives.includes(words) &&
      names.some((name) => name.includes(`${words.trimEnd()} `)),
  );
  return unclear || (object === "" && namesAnother(subject)) ? undefined : best.query;
};

/** Recognises every wording of ours, with or without articles, and the unit it asks for; else only the text. */
export const parseQuestion = (text: string): Question => {
  if (text.length > longestQuestion) return { text };
  const whole = plain(text);
  const { rest, unit } = splitUnit(whole);
  const lower = { whole: whole.toLowerCase(), rest: rest.toLowerCase() };
  const query = clearest(
    patterns().flatMap((pattern) =>
      pattern.takesUnit
        ? candidatesFrom(pattern, rest, lower.rest)
        : candidatesFrom(pattern, whole, lower.whole),
    ),
  );
  if (query === undefined) return unit === undefined ? { text } : { text, unit };
  return unit === undefined ? { text, query } : { text, query, unit };
};
