import type {
  ArithmeticSign,
  ComparisonSign,
  Expression,
} from "../../src/reward/expression/tree.js";

/** mathjs's names of the operators we take over; everything else it knows is refused. */
const arithmeticNames: ReadonlyMap<string, ArithmeticSign> = new Map([
  ["add", "+"],
  ["subtract", "-"],
  ["multiply", "*"],
  ["divide", "/"],
  ["pow", "^"],
]);
const comparisonNames: ReadonlyMap<string, ComparisonSign> = new Map([
  ["smaller", "<"],
  ["larger", ">"],
  ["smallerEq", "<="],
  ["largerEq", ">="],
  ["equal", "=="],
  ["unequal", "!="],
]);
const logicNames: ReadonlyMap<string, "and" | "or"> = new Map([
  ["and", "and"],
  ["or", "or"],
]);

export const isBinary = (operator: string): boolean =>
  arithmeticNames.has(operator) || comparisonNames.has(operator) || logicNames.has(operator);

/** An operator of mathjs's as ours; undefined for one that we don't take over. */
export const binaryOf = (
  operator: string,
  left: Expression,
  right: Expression,
): Expression | undefined => {
  const { at } = left;
  const sum = arithmeticNames.get(operator);
  if (sum) return { kind: "arithmetic", at, sign: sum, left, right };
  const compared = comparisonNames.get(operator);
  if (compared) return { kind: "comparison", at, sign: compared, left, right };
  const joined = logicNames.get(operator);
  return joined && { kind: "logic", at, sign: joined, left, right };
};
