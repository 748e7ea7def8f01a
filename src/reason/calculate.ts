import {
  compileFormula,
  type Dimension,
  describeDimension,
  type Formula,
  lengthDimension,
  plainNumber,
  sameDimension,
} from "../reward/index.js";
import { type Draws, drawCount, spreadOf } from "./draws.js";
import type { CalculateStep } from "./steps.js";

/** A value that expressions can name; `draws` is undefined where a deviation that it rests on is unknown. */
export interface Quantity {
  readonly dimension: Dimension;
  readonly value: number;
  readonly draws: Draws | undefined;
}

export type Quantities = ReadonlyMap<string, Quantity>;

export interface Calculated {
  readonly step: Omit<CalculateStep, "id">;
  readonly quantity: Quantity;
}

const unitOf = (dimension: Dimension): string => {
  if (sameDimension(dimension, plainNumber)) return "";
  return sameDimension(dimension, lengthDimension) ? "m" : describeDimension(dimension);
};

/** 1 and 0 for true and false; NaN where it can't be told (a division by zero). */
const numberFrom = (formula: Formula, known: (name: string) => number | undefined): number => {
  const value = formula.value(known);
  return typeof value === "boolean" ? +value : (value ?? Number.NaN);
};

/** The names that an expression speaks of, among those there are. */
const namesIn = (text: string, quantities: Quantities): readonly string[] => [
  ...new Set((text.match(/[A-Za-z_]\w*/g) ?? []).filter((word) => quantities.has(word))),
];

const drawsOf = (formula: Formula, text: string, quantities: Quantities): Draws | undefined => {
  const named = namesIn(text, quantities).map(
    (name) => [name, quantities.get(name)?.draws] as const,
  );
  const known = new Map<string, Draws>();
  for (const [name, draws] of named) {
    if (draws === undefined) return undefined;
    known.set(name, draws);
  }
  return Array.from({ length: drawCount }, (_, at) =>
    numberFrom(formula, (name) => known.get(name)?.[at]),
  );
};

/**
 * The value of an expression over named quantities, with what their deviations make of it: each is drawn many times, and
 * what was drawn together stays together, so that `q1 - q1` is 0 without a deviation.
 * @returns a sentence where it can't be read, mixes units, or has no value
 */
export const calculate = (expression: string, quantities: Quantities): Calculated | string => {
  const problems: string[] = [];
  const report = (_: number, message: string): undefined => void problems.push(message);
  const dimensions = new Map([...quantities].map(([name, { dimension }]) => [name, dimension]));
  const formula = compileFormula(expression, dimensions, report);
  if (!formula) return problems.join("; ");
  const value = numberFrom(formula, (name) => quantities.get(name)?.value);
  if (!Number.isFinite(value)) return "has no finite value";
  const draws = drawsOf(formula, expression, quantities);
  const spread = draws && spreadOf(draws);
  if (formula.type === "boolean") {
    return {
      step: {
        kind: "calculate",
        ...{ expression, value, unit: "", holds: value === 1 },
        ...(spread && { probability: spread.mean }),
      },
      quantity: { dimension: plainNumber, value, draws },
    };
  }
  const { dimension } = formula;
  return {
    step: {
      kind: "calculate",
      ...{ expression, value, unit: unitOf(dimension) },
      ...(spread && { stddev: spread.stddev }),
    },
    quantity: { dimension, value, draws },
  };
};
