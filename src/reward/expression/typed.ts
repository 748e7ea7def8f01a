import { type Dimension, describeDimension } from "../dimension.js";

/** The facts of one frame by key: metres, or a probability; undefined: not answered. */
export type Known = (key: string) => number | undefined;

/** An expression whose units are checked; `value` is undefined where a fact it needs is unknown. */
export interface NumberTerm {
  readonly type: "number";
  readonly at: number;
  readonly dimension: Dimension;
  /** Said in messages: a probability is a plain number that is no truth value. */
  readonly probability?: true;
  /** It asks no fact: a number of the file. */
  readonly constant: boolean;
  readonly value: (known: Known) => number | undefined;
}

export interface BooleanTerm {
  readonly type: "boolean";
  readonly at: number;
  /** `slack`: see `stillHolds`. */
  readonly value: (known: Known, slack?: number) => boolean | undefined;
}

export type Term = NumberTerm | BooleanTerm;

export const describeTerm = (term: Term): string => {
  if (term.type === "boolean") return "true or false";
  return term.probability ? "a probability" : describeDimension(term.dimension);
};

/** What is not finite (a division by zero, an overflow) is not known. */
const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** A function of numbers that knows nothing when one of them is unknown. */
export const lifted =
  (apply: (...values: readonly number[]) => number, terms: readonly NumberTerm[]) =>
  (known: Known): number | undefined => {
    const values: number[] = [];
    for (const term of terms) {
      const value = term.value(known);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return finite(apply(...values));
  };

/** Kleene's three-valued logic: one false makes it false, however little is known of the other. */
export const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
};

/** Kleene's three-valued logic: one true makes it true. */
export const either = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
};

export const negation = (a: boolean | undefined): boolean | undefined =>
  a === undefined ? undefined : !a;
