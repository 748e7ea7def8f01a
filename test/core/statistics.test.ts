import { describe, expect, it } from "vitest";
import { lengthErrors, median, normalCdf, quantile } from "../../src/core/index.js";

describe("quantiles", () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0.9, 46], // numpy.quantile
    [[7], 0.1, 7],
  ])("%j at %d is %d", (values, share, expected) => {
    expect(quantile(values, share)).toBeCloseTo(expected, 12);
  });

  it("of nothing is unknown", () => expect(median([])).toBeNaN());

  it("with something unknown is unknown, wherever it stands", () => {
    for (const values of [
      [Number.NaN, 1, 2],
      [1, Number.NaN, 2],
      [1, 2, Number.NaN],
    ]) {
      expect(median(values)).toBeNaN();
    }
  });
});

describe("lengthErrors", () => {
  it("counts a band's bounds as inside, and leaves zero truths out of ratios", () => {
    const errors = lengthErrors([
      { estimate: 0.5, truth: 1 },
      { estimate: 2, truth: 1 },
      { estimate: 1.05, truth: 1 },
      { estimate: 0.01, truth: 0 },
    ]);
    expect(errors.count).toBe(4);
    expect(errors.mae).toBeCloseTo((0.5 + 1 + 0.05 + 0.01) / 4, 12);
    expect(errors.medianRelative).toBeCloseTo(0.5, 12);
    expect(errors.within).toEqual({
      "50-200": 1,
      "66.7-150": 1 / 3,
      "75-125": 1 / 3,
      "90-110": 1 / 3,
    });
  });
});

describe("normalCdf", () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447],
    [-1.959964, 0.025],
    [8, 1],
    [-8, 0],
  ])("at %d is %d", (z, expected) => expect(normalCdf(z)).toBeCloseTo(expected, 6));
});
