import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inStep, together } from "../../src/label/in-step.js";

/** Numbers from 0, with a note of how far it has been read and whether it was left. */
const counting = (count: number, broken = Number.POSITIVE_INFINITY) => {
  const seen = { taken: 0, left: false };
  const numbers = async function* (): AsyncGenerator<number> {
    try {
      for (let i = 0; i < count; i++) {
        if (i === broken) throw new Error("the source broke");
        seen.taken++;
        yield i;
      }
    } finally {
      seen.left = true;
    }
  };
  return { seen, source: numbers() };
};

const collected = async (items: AsyncIterable<number>, pause = 0): Promise<number[]> => {
  const all: number[] = [];
  for await (const item of items) {
    if (pause > 0) await sleep(pause);
    all.push(item);
  }
  return all;
};

describe("readers in step", () => {
  it("each see all of a source that is read once, however long each takes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }),
        async (count, pauses) => {
          const { source, seen } = counting(count);
          const { reader } = inStep(source, pauses.length);
          const all = await Promise.all(pauses.map((pause) => collected(reader(), pause)));
          expect(all).toEqual(pauses.map(() => Array.from({ length: count }, (_, i) => i)));
          expect(seen.taken).toBe(count);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("hold nothing for the slowest", async () => {
    const { source, seen } = counting(100);
    const { reader } = inStep(source, 2);
    const [quick, slow] = [reader(), reader()[Symbol.asyncIterator]()];
    const quickly = collected(quick);
    for (let i = 0; i < 5; i++) await slow.next();
    expect(seen.taken).toBeLessThanOrEqual(6);
    await slow.return?.();
    expect(await quickly).toHaveLength(100);
  });

  it("leave the source when the last of them leaves", async () => {
    const { source, seen } = counting(9);
    const { reader } = inStep(source, 2);
    const take = async (): Promise<void> => {
      for await (const _ of reader()) return;
    };
    await Promise.all([take(), take()]);
    expect(seen).toEqual({ taken: 1, left: true });
  });
});

describe("uses of one source, together,", () => {
  it("come to what the first of them comes to", async () => {
    const others: number[][] = [];
    const other = async (items: AsyncIterable<number>): Promise<void> => {
      others.push(await collected(items));
    };
    expect(await together(counting(3).source, (items) => collected(items), [other, other])).toEqual(
      [0, 1, 2],
    );
    expect(others).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it.each(["first", "other"])(
    "fail with what the %s failed with, when all have ended",
    async (who) => {
      let ended = 0;
      const fails = async (items: AsyncIterable<number>): Promise<void> => {
        for await (const item of items) if (item === 2) throw new Error("the disk is full");
      };
      const reads = async (items: AsyncIterable<number>): Promise<void> => {
        try {
          await collected(items);
        } finally {
          await sleep(5);
          ended++;
        }
      };
      const [main, other] = who === "first" ? [fails, reads] : [reads, fails];
      await expect(together(counting(1000).source, main, [other, reads])).rejects.toThrow(
        "the disk is full",
      );
      expect(ended).toBe(2);
    },
  );

  it("all fail with what the source fails with", async () => {
    const read = async (items: AsyncIterable<number>): Promise<void> =>
      void (await collected(items));
    await expect(together(counting(9, 4).source, read, [read])).rejects.toThrow("the source broke");
  });
});
