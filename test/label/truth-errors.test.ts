import { describe, expect, it } from "vitest";
import { truthTable } from "../../src/label/figures.js";
import { tallyTruthErrors, truthErrorsShape } from "../../src/label/truth-errors.js";

const tallied = (pairs: readonly (readonly [key: string, estimate: number, truth: number])[]) => {
  const tally = tallyTruthErrors();
  for (const pair of pairs) tally.add(...pair);
  return tally.result();
};

const along = [1, 2, 3, 4];

describe("errors against the truth", () => {
  const several = tallied(
    along.flatMap((t) => [
      ["rising", t * 1.1, t] as const,
      ["falling", 5 - t, t] as const,
      ["still", 2, t] as const,
    ]),
  );

  it("are of each distance by itself", () => {
    expect(several?.distances).toMatchObject({
      rising: { count: 4, spearman: 1, within: { "75-125": 1 } },
      falling: { count: 4, mae: 2, spearman: -1 },
      still: { count: 4, mae: 1, spearman: Number.NaN },
    });
  });

  it("and of all together, whose rank correlation is the lowest that is known: nothing is averaged away", () => {
    expect(several).toMatchObject({ count: 12, spearman: -1 });
    expect(several?.mae).toBeCloseTo((0.1 * 10 + (3 + 1 + 1 + 3) + 4) / 12);
  });

  it("of one distance are those of all", () => {
    const { distances, ...together } = tallied(along.map((t) => ["a", t * 1.1, t])) ?? {};
    expect(distances).toEqual({ a: together });
  });

  it("don't exist without a comparison", () => {
    expect(tallied([])).toBeUndefined();
  });

  it("are a table without a NaN, and survive being stored", () => {
    const table = truthTable(several);
    expect(table?.rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
      ["rising", "1.00"],
      ["falling", "-1.00"],
      ["still", "unknown"],
      [expect.stringContaining("together"), "-1.00"],
    ]);
    expect(truthErrorsShape.parse(JSON.parse(JSON.stringify(several)))).toEqual(several);
  });
});
