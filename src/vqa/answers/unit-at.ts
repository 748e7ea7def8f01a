import { lengthUnits, type Metres } from "../../core/index.js";
import { type Token, wordAt } from "./tokens.js";

/** What people and models write, in metres. */
const names: ReadonlyMap<string, Metres> = new Map(
  (
    [
      [lengthUnits.mm, "mm mms millimeter millimeters millimetre millimetres"],
      [lengthUnits.cm, "cm cms centimeter centimeters centimetre centimetres"],
      [0.1, "dm decimeter decimeters decimetre decimetres"],
      [lengthUnits.m, "m meter meters metre metres"],
      [lengthUnits.km, "km kms kilometer kilometers kilometre kilometres"],
      [lengthUnits.in, "in ins inch inches"],
      [lengthUnits.ft, "ft foot feet"],
      [lengthUnits.yd, "yd yds yard yards"],
      [1609.344, "mile miles"],
    ] as const
  ).flatMap(([metres, words]) => words.split(" ").map((word) => [word, metres] as const)),
);

const marks: ReadonlyMap<string, Metres> = new Map([
  ['"', lengthUnits.in],
  ["'", lengthUnits.ft],
]);

/** Words that may follow "in" the unit; before any other word it is a preposition ("2 in the image"). */
const afterInches = new Set(
  (
    "apart away from between tall wide high long deep across or and to of off by above below ft feet thick " +
    "horizontally vertically taller shorter wider narrower higher lower closer nearer farther further"
  ).split(" "),
);

export interface UnitFound {
  readonly metres: Metres;
  readonly next: number;
}

const isPreposition = (tokens: readonly Token[], at: number): boolean => {
  const follower = tokens[at + 1];
  return (
    wordAt(tokens, at) === "in" && follower?.kind === "word" && !afterInches.has(follower.text)
  );
};

/** Area, volume and speed are not lengths: "m²", "m^2", "m/s". */
const isPartOfOther = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.adjacent === true && ["²", "³", "^", "/"].includes(wordAt(tokens, at));

/** The full stop of an abbreviation ("12 in. apart", "5 ft. 3 in."), not of the sentence. */
const skipAbbreviation = (tokens: readonly Token[], at: number): number => {
  if (wordAt(tokens, at) !== "." || tokens[at]?.adjacent !== true) return at;
  const goesOn =
    afterInches.has(wordAt(tokens, at + 1)) ||
    (wordAt(tokens, at - 1) === "ft" && tokens[at + 1]?.kind === "number");
  return goesOn ? at + 1 : at;
};

/** The unit of length at a token, after a number. */
export const unitAt = (tokens: readonly Token[], at: number): UnitFound | undefined => {
  const hyphen = wordAt(tokens, at) === "-" && names.has(wordAt(tokens, at + 1));
  const start = hyphen ? at + 1 : at;
  const token = tokens[start];
  if (token === undefined || isPartOfOther(tokens, start + 1)) return undefined;
  if (token.kind === "mark") {
    const metres = marks.get(token.text);
    if (metres === undefined || !token.adjacent || token.closesQuote) return undefined;
    return { metres, next: start + 1 };
  }
  const metres = names.get(token.text);
  if (metres === undefined || isPreposition(tokens, start)) return undefined;
  return { metres, next: skipAbbreviation(tokens, start + 1) };
};

const betweenUnitAndNumber = [":", "=", ")", "]", '"', "'"];

/** The unit named right before a number: "Distance (cm): 12", "distance_cm": 12. Metres. */
export const unitBefore = (tokens: readonly Token[], at: number): Metres | undefined => {
  if (![":", "="].includes(wordAt(tokens, at - 1))) return undefined;
  let i = at - 1;
  while (i > at - 4 && betweenUnitAndNumber.includes(wordAt(tokens, i))) i -= 1;
  return names.get(wordAt(tokens, i));
};

/** A unit spelt out anywhere; "in" and "m" alone may be something else. */
export const namedUnits = (tokens: readonly Token[]): readonly Metres[] =>
  tokens.flatMap(({ text }) => (text.length > 1 && text !== "in" ? (names.get(text) ?? []) : []));
