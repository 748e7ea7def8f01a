import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../../src/core/index.js";
import {
  difference,
  foldedNormal,
  logistic,
  logNormal,
  type Normal,
  probabilityPositive,
} from "../../../src/vlm/nano/distributions.js";

/** Box-Muller. */
const draw = (random: Random, { mean, variance }: Normal): number =>
  mean +
  Math.sqrt(-2 * Math.log(1 - random.float()) * variance) * Math.cos(2 * Math.PI * random.float());

const sample = (normal: Normal, map: (x: number) => number): Normal => {
  const random = createRandom(7);
  const values = Array.from({ length: 100_000 }, () => map(draw(random, normal)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
};

const normals: readonly Normal[] = [
  { mean: 0, variance: 0.04 },
  { mean: 0.1, variance: 0.01 },
  { mean: -0.3, variance: 0.01 },
  { mean: -1.6, variance: 0.09 },
  { mean: 0.5, variance: 0.0001 },
];

describe("moments agree with samples", () => {
  it.each(normals)("of exp(X) for X of $mean ± √$variance", (normal) => {
    const [exact, sampled] = [logNormal(normal), sample(normal, Math.exp)];
    expect(Math.abs(exact.mean / sampled.mean - 1)).toBeLessThan(0.015);
    expect(exact.variance / sampled.variance).toBeCloseTo(1, 1);
  });

  it.each(normals)("of |X| for X of $mean ± √$variance", (normal) => {
    const [exact, sampled] = [foldedNormal(normal), sample(normal, Math.abs)];
    expect(Math.abs(exact.mean / sampled.mean - 1)).toBeLessThan(0.015);
    expect(exact.variance / sampled.variance).toBeCloseTo(1, 1);
  });
});

describe("a certain number", () => {
  it("stays what it is", () => {
    expect(logNormal({ mean: Math.log(0.2), variance: 0 }).mean).toBeCloseTo(0.2, 12);
    expect(foldedNormal({ mean: -0.2, variance: 0 })).toEqual({ mean: 0.2, variance: 0 });
  });

  it.each([
    { mean: 0.1, probability: 1 },
    { mean: 0, probability: 0.5 },
    { mean: -0.1, probability: 0 },
  ])("of $mean is positive with probability $probability", ({ mean, probability }) => {
    expect(probabilityPositive({ mean, variance: 0 })).toBe(probability);
  });
});

describe("the probability of being positive", () => {
  it.each([
    { mean: 0, variance: 1, probability: 0.5 },
    { mean: 1, variance: 1, probability: 0.841345 },
    { mean: -1, variance: 1, probability: 0.158655 },
    { mean: 0.02, variance: 0.0001, probability: 0.97725 },
    { mean: -0.03, variance: 0.0001, probability: 0.00135 },
  ])("of $mean ± √$variance is $probability", ({ mean, variance, probability }) => {
    expect(probabilityPositive({ mean, variance })).toBeCloseTo(probability, 5);
  });

  it("of a difference is that of its opposite's complement", () => {
    const normal = fc.record({
      mean: fc.double({ min: -2, max: 2, noNaN: true }),
      variance: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(normal, normal, (a, b) => {
        const [ab, ba] = [difference(a, b), difference(b, a)].map(probabilityPositive);
        expect((ab ?? 0) + (ba ?? 0)).toBeCloseTo(1, 6);
      }),
    );
  });
});

it("a logit of 0 is even, ±3 is 95 %", () => {
  expect(logistic(0)).toBe(0.5);
  expect(logistic(3)).toBeCloseTo(0.9526, 4);
  expect(logistic(-3)).toBeCloseTo(0.0474, 4);
});
