import { factMeanings, isFactFunction, isUnaryFunction } from "./fact-functions.js";
import { numberFunctions } from "./number-functions.js";

export const functionNames = (): readonly string[] => [
  ...factMeanings().keys(),
  ...numberFunctions.keys(),
];

/** One function of task files, as documentation lists it. */
export interface ExpressionFunction {
  /** `distance(a, b)` */
  readonly signature: string;
  readonly means: string;
}

const relations = (): readonly ExpressionFunction[] =>
  [...factMeanings()].map(([name, means]) => {
    const things = isFactFunction(name) && isUnaryFunction(name) ? "a" : "a, b";
    return { signature: `${name}(${things})`, means };
  });

/** All that an expression can call. */
export const expressionFunctions = (): readonly ExpressionFunction[] => [
  ...relations(),
  ...[...numberFunctions].map(([name, { parameters, means }]) => ({
    signature: `${name}(${parameters})`,
    means,
  })),
];
