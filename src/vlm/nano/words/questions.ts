import type { Question } from "../../../vqa/index.js";
import type { Understood, UnknownWord } from "../../backend.js";
import { understandText } from "./free-text.js";
import { type Known, knows, type Understanding, understand } from "./understand.js";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The longest names first: "cup" is in "cup holder". */
const replaced = (text: string, understood: readonly Understood[]): string => {
  if (understood.length === 0) return text;
  const as = new Map(understood.map((each) => [each.phrase.toLowerCase(), each.as]));
  const names = [...as.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const anyName = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return text.replace(anyName, (name) => as.get(name.toLowerCase()) ?? name);
};

/** What is made of a question's names; of a whole question where its names can't be told apart. */
export const understandQuestion = ({ text, query }: Question, known: Known): Understanding => {
  if (!query) return understandText(text, known);
  const names = [...new Set([query.subject, query.object])].filter((name) => !knows(known, name));
  const understood: Understood[] = [];
  const unknown: Pick<UnknownWord, "word" | "phrase">[] = [];
  for (const phrase of names) {
    const found = understand(phrase, known);
    if ("as" in found) understood.push(found);
    else unknown.push(...found.unknown.map((word) => ({ word, phrase })));
  }
  return { text: replaced(text, understood), understood, unknown };
};

/** A question about the things that its names were understood as. */
export const inOwnWords = ({ query }: Question, { text, understood }: Understanding): Question => {
  if (!query) return { text };
  const as = new Map(understood.map((each) => [each.phrase, each.as]));
  const named = (name: string): string => as.get(name) ?? name;
  return { text, query: { ...query, subject: named(query.subject), object: named(query.object) } };
};
