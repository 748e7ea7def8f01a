import type { Relation } from "../../core/index.js";
import { type Dimension, plainNumber, sameDimension } from "../dimension.js";
import { tolerance } from "../tolerance.js";
import { describeTerm, lifted, type NumberTerm } from "./typed.js";

/** The relations an expression can ask for. Lengths are metres, predicates probabilities. */
export const factFunctions = [
  "distance",
  "gap",
  "horizontal_distance",
  "vertical_distance",
  "width",
  "height",
  "left_of",
  "right_of",
  "above",
  "below",
  "in_front_of",
  "behind",
  "touching",
  "inside",
  "on",
  "visible",
] as const satisfies readonly Relation[];

export type FactFunction = (typeof factFunctions)[number];

export const isFactFunction = (name: string): name is FactFunction =>
  (factFunctions as readonly string[]).includes(name);

interface NumberFunction {
  readonly parameters: string;
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
        count: [4, 4],
        apply: tolerance,
        gives: "plain",
        fixed: (lower: number, upper: number, margin: number) =>
          ordered(lower, upper) ?? (margin >= 0 ? undefined : "margin must be at least 0"),
      },
    ],
    ["min", { parameters: "a, b, …", count: [2, most], apply: Math.min, gives: "same" }],
    ["max", { parameters: "a, b, …", count: [2, most], apply: Math.max, gives: "same" }],
    ["abs", { parameters: "a", count: [1, 1], apply: (a: number) => Math.abs(a), gives: "same" }],
    [
      "exp",
      {
        parameters: "a",
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
        count: [3, 3],
        apply: (x: number, lower: number, upper: number) => Math.min(Math.max(x, lower), upper),
        gives: "same",
        fixed: ordered,
      },
    ],
  ],
);

export const functionNames: readonly string[] = [...factFunctions, ...numberFunctions.keys()];

const countOf = ([least, greatest]: readonly [number, number]): string =>
  least === greatest ? String(least) : `${least} to ${greatest}`;

const nothingKnown = (): undefined => undefined;

/** Why a call can't stand, or undefined. */
const complaint = (
  name: string,
  called: NumberFunction,
  args: readonly NumberTerm[],
): { readonly at?: number; readonly message: string } | undefined => {
  const [least, greatest] = called.count;
  const signature = `${name}(${called.parameters})`;
  if (args.length < least || args.length > greatest)
    return { message: `${signature} takes ${countOf(called.count)} arguments; got ${args.length}` };
  const expected = called.takes ?? args[0]?.dimension ?? plainNumber;
  const odd = args.find(({ dimension }) => !sameDimension(dimension, expected));
  if (odd && called.takes)
    return { at: odd.at, message: `${signature} takes a plain number; got ${describeTerm(odd)}` };
  if (odd)
    return {
      at: odd.at,
      message: `${signature} mixes ${args.map(describeTerm).join(", ")}; all must be the same`,
    };
  return called.fixed && unfixed(signature, called.fixed, args.slice(1));
};

const unfixed = (
  signature: string,
  fixed: NonNullable<NumberFunction["fixed"]>,
  bounds: readonly NumberTerm[],
): { readonly at?: number; readonly message: string } | undefined => {
  const asking = bounds.find(({ constant }) => !constant);
  if (asking)
    return { at: asking.at, message: `${signature}: all but x must be fixed, without facts` };
  const wrong = fixed(...bounds.map(({ value }) => value(nothingKnown) ?? Number.NaN));
  return wrong === undefined ? undefined : { message: `${signature}: ${wrong}` };
};

/** A call of one of our functions of numbers, or why it can't be. */
export const callNumberFunction = (
  name: string,
  called: NumberFunction,
  args: readonly NumberTerm[],
  at: number,
): NumberTerm | { readonly type: "refused"; readonly at: number; readonly message: string } => {
  const wrong = complaint(name, called, args);
  if (wrong) return { type: "refused", at: wrong.at ?? at, message: wrong.message };
  return {
    type: "number",
    at,
    dimension: called.gives === "plain" ? plainNumber : (args[0]?.dimension ?? plainNumber),
    constant: args.every(({ constant }) => constant),
    value: lifted(called.apply, args),
  };
};
