import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ofShard, parseShard } from "../../src/batch/index.js";

const slurm = (id: number, min: number, max: number, step: number, count: number) => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(min),
  SLURM_ARRAY_TASK_MAX: String(max),
  SLURM_ARRAY_TASK_STEP: String(step),
  SLURM_ARRAY_TASK_COUNT: String(count),
});

describe("--shard", () => {
  it.each([
    ["0/1", {}, { index: 0, count: 1 }],
    ["2/8", {}, { index: 2, count: 8 }],
    ["auto", slurm(0, 0, 7, 1, 8), { index: 0, count: 8 }],
    ["auto", slurm(8, 1, 8, 1, 8), { index: 7, count: 8 }],
    ["auto", slurm(5, 1, 9, 2, 5), { index: 2, count: 5 }],
    ["auto/12", slurm(7, 7, 7, 1, 1), { index: 7, count: 12 }],
    ["auto/4", { JOB_COMPLETION_INDEX: "3" }, { index: 3, count: 4 }],
  ])("%s of the environment %j is %j", (text, env, shard) => {
    expect(parseShard(text, env)).toEqual(shard);
  });

  it.each([
    ["8/8", {}, "part 8 of 8 there is none"],
    ["1/0", {}, "part 1 of 0 there is none"],
    ["3", {}, "write I/N"],
    ["-1/8", {}, "write I/N"],
    ["1/2/3", {}, "write I/N"],
    ["", {}, "write I/N"],
    ["first", {}, "write I/N"],
    ["auto", {}, "neither SLURM_ARRAY_TASK_ID"],
    ["auto/8", {}, "neither SLURM_ARRAY_TASK_ID"],
    ["auto", { JOB_COMPLETION_INDEX: "3" }, "write auto/N"],
    ["auto/2", { JOB_COMPLETION_INDEX: "3" }, "part 3 of 2 there is none"],
    ["auto", slurm(7, 3, 12, 1, 3), "ids with gaps"],
    ["auto", { SLURM_ARRAY_TASK_ID: "4" }, "ids with gaps"],
  ])("%s of the environment %j is refused: %s", (text, env, why) => {
    expect(() => parseShard(text, env)).toThrow(why);
  });

  it("parts have every recording once, and differ by one at most", () => {
    const items = fc.uniqueArray(fc.nat(), { maxLength: 40 });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 12 }), (all, count) => {
        const parts = Array.from({ length: count }, (_, index) => ofShard(all, { index, count }));
        expect(parts.flat().sort()).toEqual([...all].sort());
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("a Slurm array's ids are its parts, wherever they begin and however they step", () => {
    const array = fc.record({
      min: fc.nat(50),
      step: fc.integer({ min: 1, max: 7 }),
      count: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(array, ({ min, step, count }) => {
        const ids = Array.from({ length: count }, (_, at) => min + at * step);
        const env = (id: number) => slurm(id, min, ids.at(-1) ?? min, step, count);
        expect(ids.map((id) => parseShard("auto", env(id)))).toEqual(
          ids.map((_, index) => ({ index, count })),
        );
      }),
    );
  });
});
