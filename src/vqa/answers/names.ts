import type { Query } from "../../core/index.js";
import { withoutArticle } from "../phrase.js";

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** A word ends here: "can" is no word of "cannot" nor of "can't". */
const endsAt = (lower: string, at: number): boolean =>
  !isLetter(lower[at]) && !lower.startsWith("'t", at);

/** Each place where `name` stands as whole words in `lower`. */
export const placesOf = (lower: string, name: string): readonly number[] => {
  const places: number[] = [];
  if (name === "") return places;
  for (let at = lower.indexOf(name); at !== -1; at = lower.indexOf(name, at + name.length)) {
    if (!isLetter(lower[at - 1]) && endsAt(lower, at + name.length)) places.push(at);
  }
  return places;
};

/** `text` with whole-word occurrences of `name` replaced, whatever their case. */
export const replaceName = (text: string, name: string, by: string): string => {
  const lower = text.toLowerCase();
  const places = lower.length === text.length ? placesOf(lower, name.toLowerCase()) : [];
  let result = "";
  let from = 0;
  for (const at of places) {
    result += text.slice(from, at) + by;
    from = at + name.length;
  }
  return result + text.slice(from);
};

/** `text` without the names asked about, which may have numbers in them ("block 2"). */
export const withoutNames = (text: string, query: Query | undefined): string =>
  [query?.subject ?? "", query?.object ?? ""]
    .map(withoutArticle)
    .filter((name) => name !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((prose, name) => replaceName(prose, name, "thing"), text);
