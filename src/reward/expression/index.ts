import { type Dimension, plainNumber, sameDimension } from "../dimension.js";
import { Checker } from "./check.js";
import type { Scope } from "./fact-term.js";
import { readExpression } from "./grammar.js";
import type { Report } from "./tokens.js";
import { type BooleanTerm, describeTerm, type Known, type NumberTerm, type Term } from "./typed.js";

export { isFollowed, relationOf } from "./fact-functions.js";
export type { Scope } from "./fact-term.js";
export { type ExpressionFunction, expressionFunctions, functionNames } from "./functions.js";
export type { ExpressionProblem, Report } from "./tokens.js";
export type { Known } from "./typed.js";

const termOf = (text: string, scope: Scope, report: Report): Term | undefined => {
  const expression = readExpression(text, report);
  return expression && new Checker(scope, report).check(expression);
};

/**
 * A potential: a plain number of what is known, undefined where a fact it needs is not. Read once, with units checked;
 * undefined with the problems reported.
 */
export const compilePotential = (
  text: string,
  scope: Scope,
  report: Report,
): NumberTerm["value"] | undefined => {
  const term = termOf(text, scope, report);
  if (!term) return undefined;
  if (term.type === "number" && sameDimension(term.dimension, plainNumber)) return term.value;
  return report(
    term.at,
    `a potential must be a plain number from 0 to 1, such as tolerance(…); got ${describeTerm(term)}`,
  );
};

/** A condition: true, false, or undefined where that depends on an unknown fact (Kleene's logic). */
export const compileCondition = (
  text: string,
  scope: Scope,
  report: Report,
): BooleanTerm["value"] | undefined => {
  const term = termOf(text, scope, report);
  if (!term) return undefined;
  if (term.type === "boolean") return term.value;
  const hint = term.probability ? "compare it, as in > 0.5" : "compare it with something";
  return report(term.at, `a condition must be true or false; got ${describeTerm(term)}: ${hint}`);
};

/** An expression over named values alone: a number with its dimension, or a condition. */
export type Formula = Omit<NumberTerm, "at"> | Omit<BooleanTerm, "at">;

/**
 * Reads an expression that speaks of `values` (by name, with their dimensions) and asks for nothing; undefined with the
 * problems reported.
 */
export const compileFormula = (
  text: string,
  values: ReadonlyMap<string, Dimension>,
  report: Report,
): Formula | undefined => termOf(text, { names: [], fact: () => "", values }, report);

export type Potential = (known: Known) => number | undefined;
/** `slack` eases thresholds for a condition that has held: by the factor 1 + slack, 0 when not given. */
export type Condition = (known: Known, slack?: number) => boolean | undefined;
