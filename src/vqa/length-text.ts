import { type LengthUnit, lengthUnits, type Metres } from "../core/index.js";

/** How a unit is written: its symbol, its names for one and for several, and further plurals. */
interface UnitWords {
  readonly symbol: string;
  readonly one: string;
  readonly many: string;
  readonly others: readonly string[];
}

export const unitWords: Readonly<Record<LengthUnit, UnitWords>> = {
  mm: { symbol: "mm", one: "millimeter", many: "millimeters", others: ["millimetres"] },
  cm: { symbol: "cm", one: "centimeter", many: "centimeters", others: ["centimetres"] },
  m: { symbol: "m", one: "meter", many: "meters", others: ["metres"] },
  km: { symbol: "km", one: "kilometer", many: "kilometers", others: ["kilometres"] },
  in: { symbol: "in", one: "inch", many: "inches", others: [] },
  ft: { symbol: "ft", one: "foot", many: "feet", others: [] },
  yd: { symbol: "yd", one: "yard", many: "yards", others: [] },
};

/** Every way a unit is written: its symbol, and its names for one and for several. */
export const unitNames = (unit: LengthUnit): readonly string[] => {
  const { symbol, one, many, others } = unitWords[unit];
  return [symbol, one, many, ...others];
};

/** What may fill "in …" of a question. The symbol of the inch reads like a preposition and is left out. */
export const askableUnitNames = (unit: LengthUnit): readonly string[] => {
  const { symbol, many, others } = unitWords[unit];
  return [many, ...others, ...(unit === "in" ? [] : [symbol])];
};

export interface LengthFormat {
  /** Significant digits, 1..15. */
  readonly digits?: number;
  readonly style?: "symbol" | "words";
}

/** Plain decimal notation (never an exponent) with so many significant digits; "0" for 0. */
const decimal = (value: number, digits: number): string => {
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(100, Math.max(0, digits - 1 - magnitude));
  const rounded = Number(value.toPrecision(digits));
  return rounded.toFixed(decimals).replace(/\.0+$/, "");
};

/**
 * "12.3 cm" or "12.3 centimeters".
 * @throws RangeError for a length that is not finite
 */
export const formatLength = (
  metres: Metres,
  unit: LengthUnit,
  { digits = 3, style = "symbol" }: LengthFormat = {},
): string => {
  if (!Number.isFinite(metres)) throw new RangeError(`a length must be finite; got ${metres}`);
  const number = decimal(metres / lengthUnits[unit], digits);
  const { symbol, one, many } = unitWords[unit];
  if (style === "symbol") return `${number} ${symbol}`;
  return `${number} ${number === "1" ? one : many}`;
};
