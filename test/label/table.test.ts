import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Row } from "../../src/label/row.js";
import { valueFrames } from "../../src/label/row.js";
import { tableColumns, writeCsv, writeParquet } from "../../src/label/table.js";
import { parseTask } from "../../src/reward/index.js";

const key = "distance(gripper,mug)";

const task = parseTask(`task: reach the red mug
objects: { mug: red mug }
discount_per_second: 0.8
success_reward: 2
time_limit: 1 s
stages:
  near: { potential: "tolerance(distance(gripper, mug), 0 cm, 20 cm, 60 cm)", until: "distance(gripper, mug) < 20 cm" }
  held: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 20 cm)", until: "distance(gripper, mug) < 5 cm", hold: 0.2 s }
success: held
`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "table-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** One frame: milliseconds since the one before it (a jump back starts an episode), and what was answered. */
interface Step {
  readonly gap: number;
  readonly metres: number | undefined;
  readonly reset: boolean;
  readonly fails: boolean;
  readonly lensAssumed: boolean;
}

const steps = fc.array(
  fc.record({
    gap: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 20, max: 400 }) },
      { weight: 1, arbitrary: fc.constantFrom(0, -100, -5000) },
    ),
    metres: fc.option(fc.double({ min: 0.001, max: 1, noNaN: true }), { nil: undefined, freq: 6 }),
    lensAssumed: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** The same with resets and unreadable frames strewn in. */
const recordings = fc
  .tuple(steps, fc.array(fc.integer({ min: 0, max: 29 }), { minLength: 60, maxLength: 60 }))
  .map(([all, dice]) =>
    all.map((step, at): Step => ({ ...step, reset: dice[at] === 0, fails: dice[at] === 1 })),
  );

async function* observed(all: readonly Step[]) {
  let stamp = 1_700_000_000_000_000_000n;
  for (const [index, { gap, metres, reset, fails, lensAssumed }] of all.entries()) {
    stamp += BigInt(gap) * 1_000_000n;
    const query = { relation: "distance", subject: "gripper", object: "red mug" } as const;
    yield {
      index,
      logTime: BigInt(index),
      startsEpisode: reset,
      observation: {
        stamp,
        frameId: "camera",
        facts:
          metres === undefined || fails
            ? []
            : [{ ...query, source: "nano" as const, confidence: 1, metres, stddev: 0.05 }],
        unanswered: metres === undefined ? [{ query, reason: "red mug is not visible" }] : [],
        ...(lensAssumed ? { lensAssumed: true as const } : {}),
        ...(fails ? { failure: { code: "image.corrupt" as const, message: "cut off" } } : {}),
      },
    };
  }
}

const rowsOf = (all: readonly Step[]): AsyncIterable<Row> => valueFrames(observed(all), task);

const line = z.object({
  frame: z.number(),
  stamp_ns: z.bigint(),
  episode: z.number(),
  potential: z.number().nullable(),
  previous_potential: z.number().nullable(),
  discount: z.number(),
  task_reward: z.number(),
  reward: z.number().nullable(),
  success: z.boolean(),
  terminated: z.boolean(),
  truncated: z.boolean(),
  valid: z.boolean(),
  invalid_reason: z.string().nullable(),
  lens_assumed: z.boolean(),
  [key]: z.number().nullable(),
  "raw:distance(gripper,mug)": z.number().nullable(),
  "distance_stddev(gripper,mug)": z.number().nullable(),
  "distance_source(gripper,mug)": z.string().nullable(),
});
type Line = z.infer<typeof line>;

const written = async (all: readonly Step[]): Promise<readonly Line[]> => {
  const path = join(folder, "rewards.parquet");
  await writeParquet(path, rowsOf(all), task);
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  return z.array(line).parse(rows);
};

/** The last valid row of the same episode before each row, found in the table. */
const paidAgainst = (rows: readonly Line[], at: number): Line | undefined =>
  rows.slice(0, at).findLast((row) => row.valid && row.episode === rows[at]?.episode);

describe("the table of rewards, read by itself", () => {
  const property = (check: (rows: readonly Line[], all: readonly Step[]) => void) =>
    fc.assert(
      fc.asyncProperty(recordings, async (all) => check(await written(all), all)),
      { numRuns: 60 },
    );

  it("pays task_reward + discount · Φ′ − Φ on every valid row but an episode's first, which pays 0", () =>
    property((rows) => {
      for (const [at, row] of rows.entries()) {
        const before = paidAgainst(rows, at);
        expect(row.valid).toBe(row.reward !== null);
        expect(row.previous_potential).toBe(before?.potential ?? null);
        if (!row.valid || row.reward === null) continue;
        const { potential = null, task_reward, discount } = row;
        if (potential === null) throw new Error("a valid row has a potential");
        if (!before) expect(row.reward).toBe(0);
        else {
          expect(row.reward).toBeCloseTo(
            task_reward + discount * potential - (before.potential ?? Number.NaN),
            12,
          );
          const gap = Number(row.stamp_ns - before.stamp_ns) / 1e9;
          expect(discount).toBeCloseTo(row.terminated ? 0 : 0.8 ** gap, 12);
        }
      }
    }));

  it("tells where episodes end: by success, by the time limit, or with their last row", () =>
    property((rows, all) => {
      for (const [at, row] of rows.entries()) {
        const same = rows.slice(at + 1).filter(({ episode }) => episode === row.episode);
        if (row.terminated || row.truncated) {
          expect(row.terminated && row.truncated).toBe(false);
          expect(
            same.every(({ valid, terminated, truncated }) => !(valid || terminated || truncated)),
          ).toBe(true);
        }
        if (row.terminated) expect(row.success && row.discount === 0).toBe(true);
        if (at > 0) expect(row.episode - (rows[at - 1]?.episode ?? 0)).toBeOneOf([0, 1]);
        if (at > 0 && all[at]?.reset) expect(row.episode).not.toBe(rows[at - 1]?.episode);
      }
    }));

  it("says why a row is not valid, what its deviation is and whether its lens was assumed", () =>
    property((rows, all) => {
      expect(rows).toHaveLength(all.length);
      for (const [at, row] of rows.entries()) {
        expect(row.invalid_reason === null).toBe(row.valid);
        expect(row.lens_assumed).toBe(all[at]?.lensAssumed);
        expect(row["distance_source(gripper,mug)"] === null).toBe(
          row["raw:distance(gripper,mug)"] === null,
        );
        if (row[key] !== null) expect(row["distance_stddev(gripper,mug)"]).toBeGreaterThan(0);
      }
    }));

  it("reaches all of these in what is generated", () => {
    const seen = new Set<string>();
    return fc
      .assert(
        fc.asyncProperty(recordings, async (all) => {
          for await (const { sample } of rowsOf(all)) {
            if (sample.terminated) seen.add("success");
            if (sample.truncated) seen.add("time limit");
            if (sample.episode > 0) seen.add("reset");
            for (const { kind } of sample.invalidReasons ?? []) seen.add(kind);
          }
        }),
      )
      .then(() =>
        expect([...seen].sort()).toEqual(
          ["other", "reset", "stamp", "success", "time limit", "unanswered"].sort(),
        ),
      );
  });
});

describe("the types of the columns", () => {
  const typesOf = async (all: readonly Step[]) => {
    const path = join(folder, "types.parquet");
    await writeParquet(path, rowsOf(all), task);
    const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type]);
  };
  const dark: Step = {
    gap: 100,
    metres: undefined,
    reset: false,
    fails: true,
    lensAssumed: false,
  };
  const parquetTypes: Readonly<Record<string, readonly unknown[]>> = {
    INT32: ["INT32", undefined],
    INT64: ["INT64", undefined],
    DOUBLE: ["DOUBLE", undefined],
    BOOLEAN: ["BOOLEAN", undefined],
    STRING: ["BYTE_ARRAY", "UTF8"],
  };
  const declared = tableColumns(task).map(({ name, type }) => [
    name,
    ...(parquetTypes[type] ?? []),
  ]);

  it.each([
    ["no rows", []],
    ["nothing but nulls", [dark, dark]],
    ["values", [{ ...dark, metres: 0.3, fails: false }]],
  ])("are the same with %s", async (_, all) => {
    expect(await typesOf(all)).toEqual(declared);
  });

  it("and its CSV has the same columns, empty where there is no value", async () => {
    const path = join(folder, "rewards.csv");
    await writeCsv(path, rowsOf([dark]), task);
    const [head, row] = (await readFile(path, "utf8")).split("\n");
    expect(head?.match(/"[^"]*"|[^,]+/g)).toHaveLength(declared.length);
    expect(row).toBe(
      "0,1700000000100000000,,,,,0,near,,,1,0,,false,false,false,false,cut off,false,,0",
    );
  });

  it("are all told by the documentation", async () => {
    const page = await readFile("docs/output.md", "utf8");
    const section = page.split("## The table\n")[1] ?? "";
    const told = new Set([...section.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const pick = parseTask(await readFile("examples/pick.yaml", "utf8"));
    const names = tableColumns({ ...pick, needs: pick.needs.filter(({ raised }) => !raised) });
    expect(names.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
  });
});
