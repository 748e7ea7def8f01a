import { type Dimension, plainNumber } from "../dimension.js";
import { tolerance } from "../tolerance.js";

export interface NumberFunction {
  readonly parameters: string;
  readonly means: string;
  /** Least and most arguments. */
  readonly count: readonly [number, number];
  readonly apply: (...values: readonly number[]) => number;
  /** All arguments are of one dimension; the value is of theirs, or a plain number. */
  readonly gives: "same" | "plain";
  readonly takes?: Dimension;
  /** What is wrong with the fixed arguments, the first one left out. */
  readonly fixed?: (...values: readonly number[]) => string | undefined;
}

const most = 16;

const ordered = (lower: number, upper: number): string | undefined =>
  lower <= upper ? undefined : "lower must not exceed upper";

/** Numbers to numbers. A Map, so that no name reaches an object's prototype. */
export const numberFunctions: ReadonlyMap<string, NumberFunction> = new Map<string, NumberFunction>(
  [
    [
      "tolerance",
      {
        parameters: "x, lower, upper, margin",
        means:
          "1 from lower to upper, falling as a gaussian to 0.1 at margin outside of them, as in dm_control",
        count: [4, 4],
        apply: tolerance,
        gives: "plain",
        fixed: (lower: number, upper: number, margin: number) =>
          ordered(lower, upper) ?? (margin >= 0 ? undefined : "margin must be at least 0"),
      },
    ],
    [
      "min",
      {
        parameters: "a, b, …",
        means: "the least",
        count: [2, most],
        apply: Math.min,
        gives: "same",
      },
    ],
    [
      "max",
      {
        parameters: "a, b, …",
        means: "the greatest",
        count: [2, most],
        apply: Math.max,
        gives: "same",
      },
    ],
    [
      "abs",
      {
        parameters: "a",
        means: "without its sign",
        count: [1, 1],
        apply: (a: number) => Math.abs(a),
        gives: "same",
      },
    ],
    [
      "exp",
      {
        parameters: "a",
        means: "e to the power of a",
        count: [1, 1],
        apply: (a: number) => Math.exp(a),
        gives: "plain",
        takes: plainNumber,
      },
    ],
    [
      "clamp",
      {
        parameters: "x, lower, upper",
        means: "x, but at least lower and at most upper",
        count: [3, 3],
        apply: (x: number, lower: number, upper: number) => Math.min(Math.max(x, lower), upper),
        gives: "same",
        fixed: ordered,
      },
    ],
  ],
);
