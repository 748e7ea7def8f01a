import { partStep, stepOf } from "./rounding.js";

interface Placed {
  /** Lower case. */
  readonly text: string;
  /** No space between this and what came before. */
  readonly adjacent: boolean;
  /** Counts sentences from 0. */
  readonly sentence: number;
}

export interface NumberToken extends Placed {
  readonly kind: "number";
  /** NaN when its separators make no sense ("1,2,3"). */
  readonly value: number;
  /** Worth of its last place: what it was rounded to. */
  readonly step: number;
}

export interface WordToken extends Placed {
  readonly kind: "word";
}

export interface MarkToken extends Placed {
  readonly kind: "mark";
  /** Ends a quotation: the mark after 12 in `"12"` is not inches. */
  readonly closesQuote: boolean;
}

export type Token = NumberToken | WordToken | MarkToken;

const vulgarFractions: ReadonlyMap<string, number> = new Map([
  ["½", 1 / 2],
  ["¼", 1 / 4],
  ["¾", 3 / 4],
  ["⅓", 1 / 3],
  ["⅔", 2 / 3],
  ["⅛", 1 / 8],
]);

const groupedBy = (separator: "," | "."): RegExp =>
  separator === "," ? /^[1-9]\d{0,2}(?:,\d{3})+$/ : /^[1-9]\d{0,2}(?:\.\d{3})+$/;

/** Both kinds of separator: the last one is the decimal mark, the other one groups thousands. */
const mixed = (text: string): string => {
  const decimal = text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
  const group = decimal === "," ? "." : ",";
  const at = text.indexOf(decimal);
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  if (!groupedBy(group).test(whole) || /[.,]/.test(fraction)) return "";
  return `${whole.replaceAll(group, "")}.${fraction}`;
};

/**
 * As a plain number; empty when it is none. "1,200" is twelve hundred and "0,35" is 0.35: a comma groups three digits after
 * a whole number, else it is decimal.
 */
const plainNumeral = (text: string): string => {
  const commas = text.includes(",");
  const dots = text.includes(".");
  if (commas && dots) return mixed(text);
  if (commas) {
    return groupedBy(",").test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  }
  return groupedBy(".").test(text) && text.indexOf(".") !== text.lastIndexOf(".")
    ? text.replaceAll(".", "")
    : text;
};

const numeral = (text: string): Pick<NumberToken, "value" | "step"> => {
  const fraction = vulgarFractions.get(text);
  if (fraction !== undefined) return { value: fraction, step: partStep(fraction) };
  const plain = plainNumeral(text);
  return { value: plain === "" ? Number.NaN : Number(plain), step: stepOf(plain) };
};

const pattern =
  /(\d+(?:[.,]\d+)*(?:e[+-]?\d+)?|\.\d+|[½¼¾⅓⅔⅛])|(\p{L}+(?:'\p{L}+)*)|(\+\/?-|\S)/giu;

const endsSentence = (mark: string, next: string | undefined): boolean =>
  [";", "!", "?"].includes(mark) || (mark === "." && (next === undefined || next === " "));

/** Pairs quotation marks: one right after a number opens nothing, it may be inches or feet. */
const quotePairs = () => {
  const open = new Set<string>();
  return (mark: string, afterNumber: boolean): boolean => {
    if (mark !== '"' && mark !== "'") return false;
    const closes = open.delete(mark);
    if (!closes && !afterNumber) open.add(mark);
    return closes;
  };
};

/** Numbers, words and single marks, in order. Linear in the length of the text. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  const closesQuote = quotePairs();
  let sentence = 0;
  let end = -1;
  for (const match of text.matchAll(pattern)) {
    const lower = match[0].toLowerCase();
    const placed = { text: lower, adjacent: match.index === end, sentence };
    const afterNumber = placed.adjacent && tokens.at(-1)?.kind === "number";
    end = match.index + match[0].length;
    if (match[1] !== undefined) tokens.push({ kind: "number", ...placed, ...numeral(lower) });
    else if (match[2] !== undefined) tokens.push({ kind: "word", ...placed });
    else tokens.push({ kind: "mark", ...placed, closesQuote: closesQuote(lower, afterNumber) });
    if (endsSentence(lower, text[end])) sentence += 1;
  }
  return tokens;
};

export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.text ?? "";
