import { describe, expect, it } from "vitest";
import { type Covariance, isotropic } from "../../src/core/index.js";
import { apart } from "../../src/estimate/apart.js";

/** Unsure in depth alone, by so many metres. */
const inDepth = (sigma: number): Covariance => [0, 0, 0, 0, 0, sigma ** 2];

describe("the length between two places", () => {
  it("is theirs, however unsure they are: the places are what is believed, not what was measured", () => {
    for (const sigma of [0, 0.01, 0.1])
      expect(apart("line", [0.3, 0.4, 0], inDepth(sigma), undefined)?.metres).toBeCloseTo(0.5, 12);
  });

  it("is as unsure as they are along it", () => {
    const along = apart("line", [0, 0, 0.5], inDepth(0.1), undefined);
    const across = apart("line", [0.5, 0, 0], inDepth(0.1), undefined);
    expect(along?.variance).toBeCloseTo(0.01, 9);
    expect(across?.variance).toBeLessThan(0.001);
  });

  it("is unsure by what lies across it, too, where it is short", () => {
    const short = apart("line", [0.01, 0, 0], inDepth(0.1), undefined);
    expect(Math.sqrt(short?.variance ?? 0)).toBeGreaterThan(0.05);
  });

  it("has a deviation where both are in one place", () => {
    expect(apart("line", [0, 0, 0], isotropic(0.01 ** 2), undefined)).toEqual({
      metres: 0,
      variance: expect.closeTo(2e-4, 9),
    });
  });

  it("has a part along up and a part across it, and neither where up is unknown", () => {
    const up = [0, -1, 0] as const;
    const vector = [0.3, -0.2, 0.4] as const;
    const covariance = isotropic(0.01 ** 2);
    expect(apart("up", vector, covariance, up)).toEqual({
      metres: 0.2,
      variance: expect.closeTo(1e-4, 9),
    });
    expect(apart("across", vector, covariance, up)?.metres).toBeCloseTo(0.5, 12);
    expect(apart("up", vector, covariance, undefined)).toBeUndefined();
  });
});
