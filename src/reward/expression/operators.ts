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

/** One side of a comparison. */
interface Side {
  readonly value: number;
  readonly probability?: true | undefined;
}

/** By what thresholds are eased: of a probability that may be greater than asked, by no more than of its complement. */
const easedBy = (sign: ComparisonSign, a: Side, b: Side, slack: number): number => {
  const sizes = [Math.abs(a.value), Math.abs(b.value)];
  const isLess = sign === "<" || sign === "<=";
  const risen = isLess === slack > 0 ? a : b;
  const left = risen.probability ? [a, b].map(({ value }) => Math.max(0, 1 - value)) : [];
  return slack * Math.min(...sizes, ...left);
};

/**
 * Whether a comparison that has held still does: its threshold is eased by the factor 1 + `slack`, since models err by
 * factors. `x < 10 cm` holds to 12 cm, `x > 12 cm` from 10 cm on, at a slack of 0.2; a probability below 0.9 to 0.917,
 * since by that factor none would ever leave it. Equality has no threshold to ease.
 */
export const stillHolds = (
  sign: ComparisonSign,
  left: Side,
  right: Side,
  slack: number,
): boolean => {
  const ease = easedBy(sign, left, right, slack);
  const [a, b] = [left.value, right.value];
  if (sign === "<" || sign === "<=") return comparisons[sign](a, b + ease);
  if (sign === ">" || sign === ">=") return comparisons[sign](a + ease, b);
  return comparisons[sign](a, b);
};

/** Of the value, from those of the operands; a sum's are the same. */
export const dimensions: Record<
  Exclude<ArithmeticSign, "^">,
  (a: Dimension, b: Dimension) => Dimension
> = { "+": (a) => a, "-": (a) => a, "*": multiplied, "/": divided };
