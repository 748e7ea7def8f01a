import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { kendall, rocAuc, spearman } from "../../src/core/index.js";

const list = z.array(z.number());
/** Computed by scipy; `auc` is of the first half of `a` against the second half of `b`. */
const table = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      a: list,
      b: list,
      spearman: z.number(),
      kendall: z.number(),
      auc: z.number(),
    }),
  ),
});
const { cases } = table.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "scipy.json"), "utf8")),
);

describe.each(cases)("as scipy has it, $name:", ({ a, b, ...expected }) => {
  const half = Math.floor(a.length / 2);

  it("spearman", () => expect(spearman(a, b)).toBeCloseTo(expected.spearman, 12));
  it("kendall", () => expect(kendall(a, b)).toBeCloseTo(expected.kendall, 12));
  it("rocAuc", () => expect(rocAuc(a.slice(0, half), b.slice(half))).toBeCloseTo(expected.auc, 12));
});

describe("spearman", () => {
  it("is unknown when one side never changes", () => expect(spearman([1, 1], [1, 2])).toBeNaN());

  it("does not care how values are spaced", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3 });
    fc.assert(
      fc.property(distinct, (values) => {
        expect(
          spearman(
            values,
            values.map((v) => v ** 3),
          ),
        ).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("kendall", () => {
  it.each([
    ["one item", [1], [1]],
    ["a side that never changes", [1, 1], [1, 2]],
  ])("is unknown of %s", (_, a, b) => expect(kendall(a, b)).toBeNaN());

  it("orders infinities, too", () => {
    const never = Number.NEGATIVE_INFINITY;
    expect(kendall([never, never, 1, 2], [1, 1, 2, 3])).toBeCloseTo(1, 12);
  });
});

describe("rocAuc", () => {
  it.each([
    [[2, 3], [0, 1], 1],
    [[0, 1], [2, 3], 0],
    [[1, 1], [1, 1], 0.5],
    [[0.8, 0.4], [0.6, 0.2], 0.75],
  ])("of positives %j against negatives %j is %d", (positives, negatives, expected) => {
    expect(rocAuc(positives, negatives)).toBeCloseTo(expected, 12);
  });

  it("is unknown without negatives", () => expect(rocAuc([1], [])).toBeNaN());
});
