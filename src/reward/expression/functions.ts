import { factMeanings, isFactFunction, isUnaryFunction } from "./fact-functions.js";
import { numberFunctions } from "./number-functions.js";

export const functionNames: readonly string[] = [
  ...Object.keys(factMeanings),
  ...numberFunctions.keys(),
];

/** One function of task files, as documentation lists it. */
export interface ExpressionFunction {
  /** `distance(a, b)` */
  readonly signature: string;
  readonly means: string;
}

const relations = Object.entries(factMeanings).map(([name, means]): ExpressionFunction => {
  const things = isFactFunction(name) && isUnaryFunction(name) ? "a" : "a, b";
  return { signature: `${name}(${things})`, means };
});

/** All that an expression can call. */
export const expressionFunctions: readonly ExpressionFunction[] = [
  ...relations,
  ...[...numberFunctions].map(([name, { parameters, means }]) => ({
    signature: `${name}(${parameters})`,
    means,
  })),
];
