import { describe, expect, it } from "vitest";
import {
  type Doubt,
  doubted,
  fits,
  isMoved,
  type Misfit,
  noDoubt,
} from "../../src/estimate/doubt.js";

/** Sightings far from where the thing was for ten seconds, five times a second. */
const misfit = (away: number, at: number, age = 10): Misfit => ({
  square: (away / 0.01) ** 2,
  away,
  quiet: 0.2 * at,
  age,
});

/** How many sightings in a row it takes until they are believed. */
const needed = (away: (at: number) => number, age?: number): number => {
  let doubt: Doubt = noDoubt;
  for (let at = 1; at < 100; at++) {
    const each = misfit(away(at), at, age);
    doubt = doubted(doubt, each);
    if (isMoved(doubt, each)) return at;
  }
  return Number.POSITIVE_INFINITY;
};

describe("a sighting that does not fit", () => {
  it("is one that chance explains once in 2,000", () => {
    expect(fits(17)).toBe(true);
    expect(fits(18)).toBe(false);
  });

  it("is believed when three of them go on from where the thing was", () => {
    expect(needed((at) => 0.04 + 0.05 * at)).toBe(3);
  });

  it("is doubted for three seconds when it leaps farther than a hand carries", () => {
    expect(needed(() => 0.4)).toBe(15);
  });

  it("is doubted for no longer than what it contradicts was seen", () => {
    expect(needed(() => 0.4, 1)).toBe(5);
    expect(needed(() => 0.4, 0)).toBe(3);
  });

  it("is no leap after a long time without any", () => {
    const late = { square: 1600, away: 0.4, quiet: 5, age: 10 };
    expect(doubted(noDoubt, late)).toEqual({ missed: 1, isLeap: false });
  });

  it("is no leap where the noise of what was seen explains most of the way", () => {
    const noisy = { square: 18, away: 0.4, quiet: 0.2, age: 10 };
    expect(doubted(noDoubt, noisy).isLeap).toBe(false);
  });
});
