import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sampler } from "../../src/export/sampler.js";

const ms = (n: number): bigint => BigInt(n) * 1_000_000n;

type Message = readonly [number, Readonly<Record<string, number>>];

const sampled = (times: readonly number[], messages: readonly Message[]) => {
  const sampler = new Sampler(times.map(ms));
  for (const [stamp, fields] of messages)
    sampler.take({ stamp: ms(stamp), fields: new Map(Object.entries(fields)) });
  const { names, rows, stale } = sampler.end();
  return { names, rows: rows.map((row) => [...row]), stale };
};

describe("a signal at given times", () => {
  it.each([
    [
      "is the newest value at or before",
      [0, 100, 200],
      [
        [0, 1],
        [90, 2],
        [200, 3],
      ],
      [1, 2, 3],
      0,
    ],
    ["is the first one where none was told before", [0, 100], [[50, 5]], [5, 5], 1],
    [
      "is kept, and counted as stale after half a second",
      [0, 500, 501, 900],
      [[0, 1]],
      [1, 1, 1, 1],
      2,
    ],
    [
      "passes over a stamp that goes back",
      [0, 300],
      [
        [0, 1],
        [200, 2],
        [100, 9],
      ],
      [1, 2],
      0,
    ],
    ["is unknown without messages", [0], [], [], 1],
  ] as const)("%s", (_, times, messages, values, stale) => {
    const found = sampled(
      times,
      messages.map(([stamp, x]) => [stamp, { x }]),
    );
    expect(found.rows.flat()).toEqual(values);
    expect(found.stale).toBe(stale);
  });

  it("keeps the fields that a message doesn't tell, in the order they were first told", () => {
    const found = sampled(
      [0, 100, 200],
      [
        [0, { arm: 1 }],
        [50, { hand: 2 }],
        [150, { arm: 3 }],
      ],
    );
    expect(found.names).toEqual(["arm", "hand"]);
    expect(found.rows).toEqual([
      [1, 2],
      [1, 2],
      [3, 2],
    ]);
  });

  it("has a row for each time, and only values that were told", () => {
    const rising = fc
      .array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 30 })
      .map((gaps) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((a, b) => a + b, 0)));
    fc.assert(
      fc.property(rising, rising, (times, stamps) => {
        const { rows } = sampled(
          times,
          stamps.map((stamp, x) => [stamp, { x }]),
        );
        expect(rows).toHaveLength(times.length);
        for (const [i, [value = -1]] of rows.entries()) {
          const told = stamps.findLastIndex((stamp) => stamp <= (times[i] ?? 0));
          expect(value).toBe(Math.max(0, told));
        }
      }),
    );
  });
});
