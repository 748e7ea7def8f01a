import { plainNumber, sameDimension } from "../dimension.js";
import type { NumberFunction } from "./number-functions.js";
import { describeTerm, lifted, type NumberTerm } from "./typed.js";

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
