import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapInOrder } from "../../src/label/in-order.js";

async function* numbers(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    taken.push(i);
    yield i;
  }
}

const collected = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
};

describe("mapping several frames at once", () => {
  it("keeps the order, however long each takes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (delays, width) => {
          const map = async (i: number): Promise<number> => {
            await sleep(delays[i] ?? 0);
            return i;
          };
          const results = await collected(mapInOrder(numbers(delays.length), width, map));
          expect(results).toEqual(delays.map((_, i) => i));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("has `width` under way, never more", async () => {
    let [now, most] = [0, 0];
    const map = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await sleep(1);
      now--;
    };
    await collected(mapInOrder(numbers(20), 3, map));
    expect(most).toBe(3);
  });

  it("takes no more of the source than it has room for", async () => {
    const taken: number[] = [];
    const results = mapInOrder(numbers(100, taken), 3, async (i) => i);
    await results.next();
    await results.return(undefined);
    expect(taken.length).toBeLessThanOrEqual(4);
  });

  it("gives the results before a failure, then the failure", async () => {
    const seen: number[] = [];
    const map = async (i: number): Promise<number> => {
      if (i === 2) throw new Error("two");
      return i;
    };
    const run = async (): Promise<void> => {
      for await (const i of mapInOrder(numbers(9), 4, map)) seen.push(i);
    };
    await expect(run()).rejects.toThrow("two");
    expect(seen).toEqual([0, 1]);
  });
});
