import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stampOf } from "../../src/core/index.js";
import { createRateLimit } from "../../src/scene/rate.js";

const taken = (seconds: readonly number[], hertz: number | undefined): number[] => {
  const take = createRateLimit(hertz);
  return seconds.filter((t) => take(stampOf(1_700_000_000 + t)));
};

const steady = (hertz: number, frames: number): number[] =>
  Array.from({ length: frames }, (_, i) => i / hertz);

describe("--rate", () => {
  it("takes everything when there is none", () => {
    expect(taken(steady(30, 10), undefined)).toHaveLength(10);
  });

  it("takes every third frame of 30 Hz at 10 Hz", () => {
    expect(taken(steady(30, 9), 10)).toEqual([0, 3 / 30, 6 / 30]);
  });

  it("takes all of a slower camera", () => {
    expect(taken(steady(5, 10), 10)).toHaveLength(10);
  });

  it("goes on at once after a gap", () => {
    expect(taken([0, 0.1, 5, 5.1, 5.2, 5.3], 5)).toEqual([0, 5, 5.2]);
  });

  it("goes on at once after the clock was set back", () => {
    expect(taken([100, 0, 0.1, 0.2], 5)).toEqual([100, 0, 0.2]);
  });

  it("keeps the beat whatever the jitter", () => {
    const jitter = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(jitter, (offsets) => {
        const stamps = offsets.map((offset, i) => (i + offset) / 30);
        expect(taken(stamps, 10)).toHaveLength(20);
      }),
    );
  });
});
