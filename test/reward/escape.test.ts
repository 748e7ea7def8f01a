import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compileCondition,
  compilePotential,
  expressionFunctions,
  functionNames,
} from "../../src/reward/expression/index.js";
import { gripperScope } from "./scope.js";

/** Ways out of the grammar: none may compile, throw, ask a fact or leave a trace on a prototype. */
const escapes: readonly string[] = [
  "constructor",
  "constructor(1)",
  "__proto__",
  "__proto__(1)",
  "prototype",
  "toString()",
  "hasOwnProperty(1)",
  "valueOf()",
  "this",
  "globalThis",
  "process",
  "require(1)",
  "import({a: 1})",
  "import(1)",
  "createUnit(foo)",
  'createUnit("foo")',
  'unit("3 cm")',
  "unit(3)",
  'evaluate("1+1")',
  "evaluate(1)",
  'parse("1+1")',
  "parse(1)",
  'parser().evaluate("1")',
  "compile(1)",
  "simplify(1)",
  "derivative(1, 2)",
  "config({})",
  "config(1)",
  "typed(1)",
  "chain(1)",
  "help(1)",
  "print(1)",
  "format(1)",
  "random()",
  "now()",
  "Function(1)",
  "eval(1)",
  "f(x) = x",
  "f(x) = x; f(1)",
  "a = 1",
  "a = distance(gripper, bottle)",
  "gripper = 1",
  "distance = 1",
  "distance(gripper, bottle) = 1 m",
  "1; 2",
  "1\n2",
  "[1, 2, 3]",
  "[1][1]",
  "matrix(1)",
  "zeros(100000000, 100000000)",
  "ones(1)",
  "range(0, 1e9)",
  "1:1e9",
  "1:2:1e9",
  "map(1, abs)",
  "forEach(1, abs)",
  "filter(1, abs)",
  "{a: 1}",
  "{a: 1}.a",
  "{constructor: 1}",
  "gripper.constructor",
  'gripper["constructor"]',
  "abs.constructor",
  "abs.constructor(1)()",
  'distance(gripper, bottle)["constructor"]',
  "distance(gripper, constructor) < 1 m",
  "distance(gripper, __proto__) < 1 m",
  "distance(gripper, toString) < 1 m",
  "visible(hasOwnProperty) > 0",
  "3 constructor",
  "3 __proto__",
  "3 toString",
  '"text"',
  "'text'",
  "`text`",
  'concat("a", "b")',
  "true",
  "false",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "pi",
  "e",
  "i",
  "2i",
  "version",
  "end",
  "ans",
  "1 ? 2 : 3",
  "5!",
  "5 mod 3",
  "5 % 3",
  "5%",
  "1 xor 2",
  "1 | 2",
  "1 & 2",
  "~1",
  "1 << 2",
  "1 >> 2",
  "2 .* 3",
  "2 ./ 3",
  "2 .^ 3",
  "1'",
  "3 cm to m",
  "3 cm in m",
  "0x1F",
  "0b11",
  "0o17",
  "0x1Fi8",
  "1e999",
  "1_000",
  "１ + １",
  "аbs(1)",
  "1 # comment",
  "1 // 2",
  "/* 1 */ 2",
  "$1",
  "1 2",
  "2(3)",
  "(2)(3)",
  "2 abs(3)",
  "abs(1)(2)",
  "abs abs(1)",
  "abs",
  "abs()",
  "max()",
  "max(...gripper)",
  "tolerance",
  "()",
  "(",
  ")",
  ",",
  "1,2",
  "",
  "   ",
  "\u0000",
];

const refused = (text: string): readonly string[] => {
  const { scope, report, problems } = gripperScope();
  expect(compilePotential(text, scope, report), text).toBeUndefined();
  expect(compileCondition(text, scope, report), text).toBeUndefined();
  return problems;
};

describe("nothing is reachable beyond arithmetic, comparison and our functions", () => {
  it.each(escapes.map((text) => [text]))("%j is refused", (text) => {
    const problems = refused(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/^\d+: \S/);
  });

  it("none of mathjs's own functions and constants has a meaning of its own", async () => {
    const mathjs: Readonly<Record<string, unknown>> = await import("mathjs/number");
    const ours = new Set([...functionNames(), "not", "and", "or"]);
    const theirs = Object.keys(mathjs).filter((name) => !ours.has(name));
    expect(theirs.length).toBeGreaterThan(100);
    for (const name of theirs)
      for (const text of [name, `${name}(1)`, `${name}(1, 2)`])
        expect(refused(text).length, text).toBeGreaterThan(0);
  });

  it("what our functions shadow is ours: mathjs computes nothing", () => {
    const { scope, report } = gripperScope();
    const compiled = compilePotential("distance(gripper, bottle) / 1 m", scope, report);
    expect(compiled?.(() => 0.25)).toBe(0.25);
  });

  it("every function that is offered can be called as its signature says", () => {
    const things = { a: "gripper", b: "bottle" };
    const arg = (name: string): string | undefined => (name === "…" ? undefined : "1");
    expect(expressionFunctions().map(({ signature }) => signature.split("(")[0])).toEqual(
      functionNames(),
    );
    for (const { signature, means } of expressionFunctions()) {
      const [name = "", list = ""] = signature.replace(")", "").split("(");
      const isFact = means.startsWith("length") || means.startsWith("probability");
      const args = list.split(", ").map((p) => (isFact ? things[p === "a" ? "a" : "b"] : arg(p)));
      const call = `${name}(${args.filter((given) => given !== undefined).join(", ")})`;
      const { scope, report, problems } = gripperScope();
      const unit = means.startsWith("length") ? `${call} / 1 m` : call;
      expect(
        compilePotential(unit, scope, report)?.(() => 0.5),
        unit,
      ).toBeGreaterThan(0);
      expect(problems).toEqual([]);
    }
  });

  it("neither long nor deep nor wide expressions exhaust anything", () => {
    const deep = `${"(".repeat(400)}1${")".repeat(400)}`;
    expect(refused(deep)[0]).toBe("0: is nested 400 deep; allowed are 32");
    expect(refused(`${"1+".repeat(600)}1`)[0]).toBe("0: is 1201 characters long; allowed are 1000");
    expect(refused(`max(${Array(17).fill("1").join(",")})`)[0]).toMatch(/takes 2 to 16 arguments/);
    expect(refused(`${"-".repeat(998)}1 cm`.slice(0, 1001)).length).toBeGreaterThan(0);
    expect(refused(`${"not ".repeat(249)}1`).length).toBeGreaterThan(0);
    const { scope, report, problems } = gripperScope();
    expect(compilePotential(`${"1^".repeat(490)}1`, scope, report)?.(() => 0)).toBe(1);
    expect(problems).toEqual([]);
  });

  it("whatever is typed, it is refused with a position or gives a finite number, a truth or nothing", () => {
    const words = fc.constantFrom(
      ...[
        "distance",
        "gripper",
        "bottle",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "^",
        "<",
        "==",
        "and",
      ],
      ...[
        "not",
        "or",
        "3",
        "cm",
        "0.5",
        "in",
        "to",
        "mod",
        "tolerance",
        ".",
        "=",
        "[",
        "]",
        "'",
        ";",
        ":",
      ],
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 14 }).map((w) => w.join(" ")),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (given) => {
        const { scope, report, problems } = gripperScope();
        const value = compilePotential(given, scope, report)?.(() => 0.5);
        const truth = compileCondition(given, scope, report)?.(() => 0.5);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
        expect([true, false, undefined]).toContain(truth);
        for (const problem of problems)
          expect(Number.parseInt(problem, 10)).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 2000 },
    );
  });
});
