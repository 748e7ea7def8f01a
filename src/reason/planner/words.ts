import { formatLength, withArticle, withoutArticle } from "../../vqa/index.js";

/** More things than this are not compared: pairs grow as their square. */
const mostNames = 12;

/** "the red mug, a bowl and the plate": bare names, each once; undefined of too many or of an empty one. */
export const namesIn = (list: string): readonly string[] | undefined => {
  const names = list
    .split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/i)
    .map((name) => withoutArticle(name.trim()));
  const different = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  const fits = different.length <= mostNames && different.every((name) => name !== "");
  return fits ? different : undefined;
};

/** Exactly so many different names, or undefined. */
export const namesOf = (
  list: string,
  least: number,
  most = least,
): readonly string[] | undefined => {
  const names = namesIn(list);
  return names && names.length >= least && names.length <= most ? names : undefined;
};

/** One thing: what is left of a name without its article; undefined when nothing is. */
export const nameIn = (text: string): string | undefined => namesOf(text, 1)?.[0];

export const the = withArticle;

/** "the mug, the bowl and the plate" */
export const listed = (parts: readonly string[], word = "and"): string =>
  parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1) ?? ""}`;

/** A question without its mark at the end and with single spaces. */
export const plain = (question: string): string =>
  question
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\s?.!]{1,8}$/, "");

interface Spread {
  readonly value: number;
  readonly stddev?: number | undefined;
}

/** Centimetres with a decimal where the deviation is below one, and where none is known. */
const bare = ({ value, stddev }: Spread): string => {
  const decimals = stddev === undefined || stddev < 0.01 ? 1 : 0;
  const shown = (metres: number): string => (metres * 100).toFixed(decimals).replace(/\.0$/, "");
  return stddev === undefined ? shown(value) : `${shown(value)} ± ${shown(stddev)}`;
};

/** "12 ± 3 cm" */
export const spread = (length: Spread): string => `${bare(length)} cm`;

/** "12 ± 3, 20 ± 4 and 25 ± 4 cm" */
export const spreads = (lengths: readonly Spread[]): string => `${listed(lengths.map(bare))} cm`;

/** A length that somebody stated: "20 cm". */
export const stated = (metres: number): string => formatLength(metres, metres < 1 ? "cm" : "m");

export const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** Two decimals; what is neither certain nor impossible is never called so. */
export const chance = (probability: number): string => {
  if (probability > 0 && probability < 0.005) return "less than 0.01";
  return probability < 1 && probability > 0.995 ? "more than 0.99" : probability.toFixed(2);
};
