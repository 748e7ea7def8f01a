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

/**
 * Whether a comparison that has held still does: its threshold is eased by the factor 1 + `slack`, since models err by
 * factors. `x < 10 cm` holds to 12 cm, `x > 12 cm` from 10 cm on, at a slack of 0.2. Equality has no threshold to ease.
 */
export const stillHolds = (sign: ComparisonSign, a: number, b: number, slack: number): boolean => {
  const ease = slack * Math.min(Math.abs(a), Math.abs(b));
  if (sign === "<" || sign === "<=") return comparisons[sign](a, b + ease);
  if (sign === ">" || sign === ">=") return comparisons[sign](a + ease, b);
  return comparisons[sign](a, b);
};

/** Of the value, from those of the operands; a sum's are the same. */
export const dimensions: Record<
  Exclude<ArithmeticSign, "^">,
  (a: Dimension, b: Dimension) => Dimension
> = { "+": (a) => a, "-": (a) => a, "*": multiplied, "/": divided };
