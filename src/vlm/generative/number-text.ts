import { type LengthUnit, lengthUnits, remember } from "../../core/index.js";
import { unitNames } from "../../vqa/index.js";

/** "0.45 cm", as far as it is written. */
export interface NumberText {
  readonly whole: string;
  /** Digits after the point; undefined before there is a point. */
  readonly fraction?: string;
  /** Whether a space or a letter ended the number. */
  readonly closed: boolean;
  readonly letters: string;
}

const form = /^(\d{1,4})(?:(\.)(\d{0,3}))?( ?)([a-z]*)$/;

const units = Object.keys(lengthUnits).filter((name): name is LengthUnit => name in lengthUnits);

const names: readonly (readonly [string, LengthUnit])[] = units.flatMap((unit) =>
  unitNames(unit).map((each) => [each.toLowerCase(), unit] as const),
);

/** All that a unit's name can begin with, and the units whose names do: asked for each text that a token could make. */
const beginnings: ReadonlyMap<string, readonly LengthUnit[]> = new Map(
  names.flatMap(([whole]) =>
    Array.from({ length: whole.length + 1 }, (_, length) => {
      const letters = whole.slice(0, length);
      const begun = names.flatMap(([name, unit]) => (name.startsWith(letters) ? [unit] : []));
      return [letters, [...new Set(begun)]] as const;
    }),
  ),
);

/** The units whose names begin so. */
export const unitsBeginning = (letters: string): readonly LengthUnit[] =>
  beginnings.get(letters) ?? [];

/** Whether letters stand somewhere in a unit's name; vocabularies cut names up. */
export const isPartOfUnit = (letters: string): boolean =>
  names.some(([name]) => name.includes(letters));

/** The unit of a whole name. */
export const unitNamed = (letters: string): LengthUnit | undefined =>
  names.find(([name]) => name === letters)?.[1];

const read = (text: string): NumberText | undefined => {
  const parts = form.exec(text);
  if (!parts) return undefined;
  const [, whole = "", point, fraction = "", space = "", letters = ""] = parts;
  const closed = space !== "" || letters !== "";
  if (whole.length > 1 && whole.startsWith("0")) return undefined;
  if (closed && point !== undefined && fraction === "") return undefined;
  if (letters !== "" && unitsBeginning(letters).length === 0) return undefined;
  return { whole, ...(point === undefined ? {} : { fraction }), closed, letters };
};

/** Beginnings of numbers are few, and the same for all questions. */
const rememberedTexts = 4096;

const remembered = remember((text) => ({ number: read(text) }), rememberedTexts);

/** A text that is, or can become, a number with its unit; undefined for any other. */
export const readNumberText = (text: string): NumberText | undefined => remembered(text).number;

/**
 * What is written so far, with a token added; undefined where that makes no number with a unit. A space may come
 * first, as vocabularies that take digits one by one write it as a token of its own.
 */
export const extended = (text: string, piece: string): string | undefined => {
  if (text === "" && piece === " ") return piece;
  const next = (text + piece).trimStart().toLowerCase();
  return next !== text && readNumberText(next) ? next : undefined;
};
