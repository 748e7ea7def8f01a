import { describe, expect, it } from "vitest";
import { scorePaper } from "../../../src/eval/paper/index.js";
import { length, notVisible, predicate, unreadable } from "../cases.js";

const within = (truth: number, ...answers: readonly number[]) =>
  scorePaper(answers.map((answer) => length(truth, answer))).quantitative.within;

describe("the paper's shares", () => {
  it("include the bounds of a band", () => {
    expect(within(1, 0.5, 2, 0.499, 2.001)["50-200"]).toBe(0.5);
    expect(within(1, 2 / 3, 1.5, 0.66, 1.51)["66.7-150"]).toBe(0.5);
    expect(within(1, 0.9, 1.1, 0.899, 1.101)["90-110"]).toBe(0.5);
  });

  it("count what is refused, or has no number, among what was asked", () => {
    const cases = [length(0.2, 0.2), length(0.2, unreadable), length(0.2, notVisible)];
    const { quantitative } = scorePaper(cases);
    expect(quantitative.asked).toBe(3);
    expect(quantitative.numbers).toBeCloseTo(1 / 3, 12);
    expect(quantitative.within["50-200"]).toBeCloseTo(1 / 3, 12);
  });

  it("count a yes or no that is not given as wrong", () => {
    const cases = [predicate(true, 0.9), predicate(false, 0.2), predicate(true, unreadable)];
    expect(scorePaper(cases).qualitative).toEqual({ asked: 3, right: 2 / 3 });
  });

  it("leave truths of 0 out of the bands, and say how many", () => {
    const cases = [length(0, 0, { relation: "gap" }), length(0.1, 0.1, { relation: "gap" })];
    const { quantitative } = scorePaper(cases);
    expect(quantitative).toMatchObject({ asked: 2, numbers: 1, zeroTruths: 1 });
    expect(quantitative.within["90-110"]).toBe(1);
  });

  it("are not of questions about absent things, which have no truth", () => {
    expect(scorePaper([length(undefined, 0.3)]).quantitative).toMatchObject({
      asked: 0,
      numbers: Number.NaN,
    });
  });
});
