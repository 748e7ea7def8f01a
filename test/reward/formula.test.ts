import { describe, expect, it } from "vitest";
import { compileFormula, lengthDimension, plainNumber } from "../../src/reward/index.js";

const values = new Map([
  ["q1", lengthDimension],
  ["q2", lengthDimension],
  ["p", plainNumber],
]);
const known = new Map([
  ["q1", 0.2],
  ["q2", 0.3],
  ["p", 0.9],
]);

const read = (text: string) => {
  const problems: string[] = [];
  const report = (_: number, message: string): undefined => void problems.push(message);
  const formula = compileFormula(text, values, report);
  return { value: formula?.value((name) => known.get(name)), problems };
};

describe("a formula over named values", () => {
  it.each([
    ["q1 + q2", 0.5],
    ["q1 < 25 cm", true],
    ["abs(q1 - q2) <= 0.1 * max(q1, q2)", false],
    ["q1^2 + q2^2 <= (1 + 0.1)^2 * q2^2", false],
    ["p > 0.5 and not (q1 > q2)", true],
  ])("%s is %s", (text, value) => {
    const result = read(text);
    expect(result.problems).toEqual([]);
    if (typeof value === "number") expect(result.value).toBeCloseTo(value);
    else expect(result.value).toBe(value);
  });

  it.each([
    ["q1 + p", "adds"],
    ["q3", "q3"],
    ["distance(q1, q2)", "distance"],
    ["q1; q2", "no place in an expression"],
    ["q1 < 25", "give the number a unit"],
  ])("%s is refused", (text, why) => {
    const { value, problems } = read(text);
    expect(value).toBeUndefined();
    expect(problems.join("; ")).toContain(why);
  });
});
