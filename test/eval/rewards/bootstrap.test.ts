import { describe, expect, it } from "vitest";
import { createRandom, mean } from "../../../src/core/index.js";
import { bootstrap } from "../../../src/eval/rewards/bootstrap.js";

describe("a bootstrap interval", () => {
  it("has the width that theory gives the mean of many", () => {
    const random = createRandom(7);
    const samples = Array.from({ length: 400 }, () => random.float());
    const { low, high } = bootstrap(samples, mean);
    const error = Math.sqrt(1 / 12 / 400);
    expect(high - low).toBeGreaterThan(2 * 1.96 * error * 0.85);
    expect(high - low).toBeLessThan(2 * 1.96 * error * 1.15);
    expect((low + high) / 2).toBeCloseTo(mean(samples), 2);
  });

  it("is the same for the same samples", () => {
    const samples = [1, 2, 3, 4, 9, 1, 2, 3, 4, 9];
    expect(bootstrap(samples, mean)).toEqual(bootstrap(samples, mean));
  });

  it("is unknown of fewer than ten, and where the statistic mostly is", () => {
    expect(bootstrap([1, 2, 3, 4, 5, 6, 7, 8, 9], mean).low).toBeNaN();
    expect(bootstrap([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], () => Number.NaN).high).toBeNaN();
  });

  it("leaves out draws that have no statistic", () => {
    const oneNeeded = (drawn: readonly number[]) => (drawn.includes(1) ? 1 : Number.NaN);
    expect(bootstrap([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], oneNeeded)).toEqual({ low: 1, high: 1 });
  });
});
