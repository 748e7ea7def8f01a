import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition, compilePotential } from "../../src/reward/expression/index.js";
import { gripperScope } from "./scope.js";

type Facts = Readonly<Record<string, number>>;

const condition = (text: string, facts: Facts = {}): boolean | undefined | string => {
  const { scope, report, problems } = gripperScope();
  const compiled = compileCondition(text, scope, report);
  return compiled ? compiled((key) => facts[key]) : problems.join("\n");
};

const potential = (text: string, facts: Facts = {}): number | undefined | string => {
  const { scope, report, problems } = gripperScope();
  const compiled = compilePotential(text, scope, report);
  return compiled ? compiled((key) => facts[key]) : problems.join("\n");
};

const near = { "distance(gripper,bottle)": 0.02, "on(bottle,bowl)": 0.75 };

describe("values", () => {
  it.each<[string, number]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 - -3", 5],
    ["-2 ^ 2", -4],
    ["6 cm / 2 cm", 3],
    ["1 m / 1 ft", 1 / 0.3048],
    ["2 in / 1 in", 2],
    ["(2 cm)^2 / (1 cm)^2", 4],
    ["2 min / 1 s", 120],
    ["1.5e1 + .5 + 1.", 16.5],
    ["min(3, 2, 5) + max(1, 2) + abs(-4)", 8],
    ["exp(0)", 1],
    ["clamp(7, 0, 1)", 1],
    ["clamp(3 cm, 4 cm, 5 cm) / 1 cm", 4],
    ["distance(gripper, bottle) / 1 cm", 2],
    ["1 - distance(bottle, gripper) / 4 cm", 0.5],
    ["on(bottle, bowl)", 0.75],
    ["tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)", 1],
    ["exp(-distance(gripper, bottle) / 0.02 m)", Math.exp(-1)],
  ])("%s is %d", (text, value) => {
    expect(potential(text, near)).toBeCloseTo(value, 12);
  });

  it.each<[string, boolean]>([
    ["distance(gripper, bottle) < 3 cm", true],
    ["distance(gripper, bottle) > 1 in", false],
    ["1 cm < distance(gripper, bottle) < 3 cm", true],
    ["1 cm < distance(gripper, bottle) <= 0.015 m", false],
    ["on(bottle, bowl) >= 0.75 and distance(gripper, bottle) <= 20 mm", true],
    ["not (on(bottle, bowl) > 0.5) or 1 == 2", false],
    ["1 != 2 and 1 == 1", true],
    ["1 == 2 or 2 == 2 and 1 == 2", false],
  ])("%s is %s", (text, value) => {
    expect(condition(text, near)).toBe(value);
  });
});

describe("unknown stays unknown", () => {
  it.each([
    "distance(gripper, bottle) / 1 m",
    "0 * distance(gripper, bottle) / 1 m",
    "min(0, distance(gripper, bottle) / 1 m)",
    "clamp(distance(gripper, bottle) / 1 m, 0, 0)",
    "tolerance(distance(gripper, bottle), 0 cm, 1 km, 1 cm)",
    "(distance(gripper, bottle) / 1 m) ^ 0",
    "1 / 0",
    "exp(1000)",
    "0 / 0",
  ])("%s", (text) => {
    expect(potential(text)).toBeUndefined();
  });

  const unknown = "distance(gripper, bottle) < 3 cm";
  it.each<[string, boolean | undefined]>([
    [unknown, undefined],
    [`not (${unknown})`, undefined],
    [`${unknown} and 1 == 1`, undefined],
    [`${unknown} and 1 == 2`, false],
    [`1 == 2 and ${unknown}`, false],
    [`${unknown} or 1 == 1`, true],
    [`1 == 1 or ${unknown}`, true],
    [`${unknown} or 1 == 2`, undefined],
    [`${unknown} or ${unknown}`, undefined],
    ["distance(gripper, bottle) != 3 cm", undefined],
  ])("%s is %s (Kleene)", (text, value) => {
    expect(condition(text)).toBe(value);
  });

  it("in any arithmetic of it", () => {
    const { number } = fc.letrec<{ number: string }>((tie) => ({
      number: fc.oneof(
        { depthSize: "small" },
        fc.constant("on(bottle, bowl)"),
        fc.integer({ min: 0, max: 9 }).map(String),
        fc
          .tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number"))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(tie("number"), tie("number")).map(([a, b]) => `max(${a}, ${b})`),
      ),
    }));
    fc.assert(
      fc.property(
        number.filter((text) => text.length < 900),
        (text) => {
          const value = potential(text);
          expect(value === undefined).toBe(text.includes("on("));
        },
      ),
    );
  });
});

describe("units are checked at load", () => {
  it.each<[string, string]>([
    ["distance(gripper, bottle) + 3 s < 1 m", "0: adds a length and a time"],
    [
      "1 < 2 and 3 cm - 1 > 2",
      "10: subtracts a length and a plain number; give the number a unit: mm, cm, m, km, in, ft, yd",
    ],
    [
      "distance(gripper, bottle) < 3",
      "0: compares a length and a plain number; give the number a unit: mm, cm, m, km, in, ft, yd",
    ],
    ["distance(gripper, bottle) < 3 s", "0: compares a length and a time"],
    ["distance(gripper, bottle) * 2 cm < 3 cm", "0: compares m^2 and a length"],
    ["1 / distance(gripper, bottle) < 3 cm", "0: compares m^-1 and a length"],
    ["3 cm", "0: a condition must be true or false; got a length: compare it with something"],
    [
      "1 < 2 and on(bottle, bowl)",
      "10: and takes true or false; got a probability: compare it, as in > 0.5",
    ],
    [
      "not on(bottle, bowl)",
      "4: not takes true or false; got a probability: compare it, as in > 0.5",
    ],
    ["(1 < 2) < 3", "1: < takes numbers; got true or false"],
    ["-(1 < 2) < 3", "2: - takes numbers; got true or false"],
    [
      "min(1 cm, 2) < 3 cm",
      "10: min(a, b, …) mixes a length, a plain number; all must be the same",
    ],
    ["exp(2 cm) < 1", "4: exp(a) takes a plain number; got a length"],
    [
      "tolerance(distance(gripper, bottle), 0, 2, 4) > 0",
      "37: tolerance(x, lower, upper, margin) mixes a length, a plain number, a plain number, a plain number; all must be the same",
    ],
    [
      "tolerance(1 cm, 2 cm, 1 cm, 1 cm) > 0",
      "0: tolerance(x, lower, upper, margin): lower must not exceed upper",
    ],
    [
      "tolerance(1 cm, 2 cm, 3 cm, -1 cm) > 0",
      "0: tolerance(x, lower, upper, margin): margin must be at least 0",
    ],
    [
      "tolerance(1 cm, 2 cm, 3 cm, gap(bottle, bowl)) > 0",
      "28: tolerance(x, lower, upper, margin): all but x must be fixed, without facts",
    ],
    ["tolerance(1 cm) > 0", "0: tolerance(x, lower, upper, margin) takes 4 arguments; got 1"],
    ["2 ^ on(bottle, bowl) > 0", "4: an exponent must be a fixed plain number"],
    ["2 ^ 99 > 0", "4: an exponent must be a whole number from -4 to 4; got 99"],
    ["distance(bottle) < 1 m", "0: distance takes two things; got 1"],
    ["visible(bottle, bowl) > 1", "0: visible takes one thing; got 2"],
    [
      "distance(bottle, bottle) < 1 m",
      "0: distance of bottle and itself; name two different things",
    ],
    ["distance(bottle, 3) < 1 m", "17: distance takes the names of things: gripper, bottle, bowl"],
    [
      "distance(bottle, bowle) < 1 m",
      '17: unknown object "bowle"; did you mean "bowl"? known: gripper, bottle, bowl',
    ],
    ["bottle < 1 m", '0: "bottle" is a thing; ask something of it, such as visible(bottle)'],
    ["3 * cm < 1 m", "4: the unit cm needs its number right before it, as in 3 cm"],
    [
      "3 lightyears < 1 m",
      '0: unknown unit "lightyears"; known: mm, cm, m, km, in, ft, yd, ms, s, min, h',
    ],
    [
      "1/2 cm < 1 m",
      "0: a product needs its *; only a plain number and its unit stand side by side, as in 3 cm",
    ],
    [
      "3 cm^2 < 1 m",
      "0: a product needs its *; only a plain number and its unit stand side by side, as in 3 cm",
    ],
    ["distance(gripper, bottle) < 3 cm and", "36: can't be read: Unexpected end of expression"],
  ])("%s", (text, problem) => {
    expect(condition(text)).toBe(problem);
  });

  it("finds several problems in one expression", () => {
    expect(condition("distance(gripper, botle) < 3 cm and visible(mug) > 0.5")).toBe(
      [
        '18: unknown object "botle"; did you mean "bottle"? known: gripper, bottle, bowl',
        '44: unknown object "mug"; known: gripper, bottle, bowl',
      ].join("\n"),
    );
  });
});
