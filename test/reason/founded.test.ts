import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/reason/index.js";
import { unfoundedIn } from "../../src/reason/llm/founded.js";

const asked = (metres: number, stddev: number): Step => ({
  kind: "ask",
  id: "q1",
  question: "How far is the mug from the bowl?",
  answer: "",
  ...{ metres, stddev, source: "nano" },
});
const condition: Step = {
  kind: "calculate",
  id: "c1",
  expression: "q1 <= 1.1 * q1 and q1 < 35 cm",
  ...{ value: 1, unit: "", holds: true, probability: 0.82 },
};
const steps = [asked(0.3066, 0.041), condition];

describe("numbers in a conclusion", () => {
  it.each([
    ["They are 31 cm apart."],
    ["They are 30.7 ± 4.1 cm apart, 0.31 m."],
    ["About 12.1 inches, about 1 foot."],
    ["Yes, with a probability of 82 %, and 18 % that not."],
    ["Of the 3 things, q1 is the shortest."],
    ["It is below 20 cm, as you asked."],
  ])("%s stands", (answer) => {
    expect(unfoundedIn(answer, "Is it below 20 cm?", steps)).toEqual([]);
  });

  it.each([
    ["They are 35 cm apart.", ["35 cm"]],
    ["They are 31 m apart.", ["31 m"]],
    ["31 cm, I am 95 % sure.", ["95 %"]],
    ["14 mugs and 31 cm.", ["14 mugs"]],
  ])("%s does not", (answer, invented) => {
    expect(unfoundedIn(answer, "Is it below 20 cm?", steps)).toEqual(invented);
  });

  it("stand however they are rounded to three digits", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 5, noNaN: true }), (metres) => {
        const answer = `${(metres * 100).toPrecision(3)} cm`;
        fc.pre(!answer.includes("e"));
        expect(unfoundedIn(answer, "", [asked(metres, 0.01)])).toEqual([]);
      }),
    );
  });
});
