import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExpression } from "../../src/reward/expression/grammar.js";
import { readExpression as readByMathjs } from "./mathjs-grammar.js";

type Reader = typeof readExpression;

const readBy = (read: Reader, text: string) => {
  const problems: string[] = [];
  const tree = read(text, (at, message) => {
    problems.push(`${at}: ${message}`);
    return undefined;
  });
  expect(tree === undefined, text).toBe(problems.length > 0);
  return tree;
};

/** Of `- - 3 cm` the unit is the number's to us, and nobody's to mathjs. */
const readOtherwise = /-\s*-/;

const words = fc.constantFrom(
  ..."a b cm m 1 2 3.5 .5 1e3 ( ) ( ) , + - - * / ^ < > <= >= == != and or not f(".split(" "),
);

describe("expressions are read as mathjs reads them", () => {
  it.each([
    "1 + 2 * 3 ^ 2 ^ 2 - -4",
    "-2 ^ 2",
    "2 ^ -1",
    "not a < b",
    "a < b < c == d",
    "a and b or c and not d",
    "-3 cm < f(a, -(b + 1), 2 m) / 4",
    "(3) cm",
    "a / 2 cm",
    "(2.5) / 3 cm",
    "-(1) / 2 cm",
  ])("%s", (text) => {
    const ours = readBy(readExpression, text);
    expect(ours).toBeDefined();
    expect(ours).toEqual(readBy(readByMathjs, text));
  });

  it("whatever is typed", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 14 }), (typed) => {
        const text = typed.join(" ");
        fc.pre(!readOtherwise.test(text));
        const ours = readBy(readExpression, text);
        expect(ours, text).toEqual(readBy(readByMathjs, text));
        read += +(ours !== undefined);
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it("whatever makes sense", () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom("a", "b", "1", "2.5", "3 cm", ".5 m"),
        fc
          .tuple(
            tie("expression"),
            fc.constantFrom(..."+ - * / ^ < > <= >= == != and or".split(" ")),
            tie("expression"),
          )
          .map((parts) => parts.join(" ")),
        tie("expression").map((text) => `(${text})`),
        tie("expression").map((text) => `not ${text}`),
        tie("expression").map((text) => `-(${text})`),
        fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `f(${a}, ${b})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        fc.pre(text.length < 300);
        expect(readBy(readExpression, text), text).toEqual(readBy(readByMathjs, text));
      }),
      { numRuns: 3000 },
    );
  });
});
