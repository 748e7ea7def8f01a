import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tolerance, valueAtMargin } from "../../src/reward/index.js";

/** Written by dm_control itself: its `source` says which version and which call. */
const table = z
  .object({ rows: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])) })
  .parse(JSON.parse(readFileSync(new URL("dm-control-tolerance.json", import.meta.url), "utf8")));

describe("tolerance", () => {
  it(`agrees with dm_control in all ${table.rows.length} rows of its table`, () => {
    expect(table.rows.length).toBeGreaterThan(200);
    for (const [x, lower, upper, margin, value] of table.rows)
      expect(tolerance(x, lower, upper, margin), `${[x, lower, upper, margin]}`).toBeCloseTo(
        value,
        12,
      );
  });

  const metres = fc.double({ min: -10, max: 10, noNaN: true });
  const bounds = fc
    .tuple(metres, metres)
    .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
  const margin = fc.double({ min: 1e-3, max: 5, noNaN: true });

  it("is 1 from bound to bound, 0.1 at the margin, and falls outwards within [0, 1]", () => {
    fc.assert(
      fc.property(metres, metres, bounds, margin, (x, further, [lower, upper], m) => {
        const value = tolerance(x, lower, upper, m);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(tolerance(lower, lower, upper, m)).toBe(1);
        expect(tolerance(upper, lower, upper, m)).toBe(1);
        expect(tolerance(upper + m, lower, upper, m)).toBeCloseTo(valueAtMargin, 6);
        expect(tolerance(lower - m, lower, upper, m)).toBeCloseTo(valueAtMargin, 6);
        if (x >= upper)
          expect(tolerance(x + Math.abs(further), lower, upper, m)).toBeLessThanOrEqual(value);
      }),
    );
  });

  it("is a hard edge without a margin", () => {
    expect(tolerance(0.02, 0, 0.02, 0)).toBe(1);
    expect(tolerance(0.02 + 1e-9, 0, 0.02, 0)).toBe(0);
  });
});
