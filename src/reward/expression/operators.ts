import { type Dimension, divided, multiplied } from "../dimension.js";
import type { ArithmeticSign, ComparisonSign } from "./tree.js";

export const arithmetic: Record<Exclude<ArithmeticSign, "^">, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

export const comparisons: Record<ComparisonSign, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** Of the value, from those of the operands; a sum's are the same. */
export const dimensions: Record<
  Exclude<ArithmeticSign, "^">,
  (a: Dimension, b: Dimension) => Dimension
> = { "+": (a) => a, "-": (a) => a, "*": multiplied, "/": divided };
