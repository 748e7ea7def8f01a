import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { gatherLines } from "../../src/label/gather-lines.js";

const file = (fails = false) => {
  const writes: string[] = [];
  const write = async (text: string): Promise<void> => {
    if (fails) throw new Error("no space left");
    await sleep(1);
    writes.push(text);
  };
  return { writes, lines: gatherLines(write) };
};

describe("lines that are gathered", () => {
  it("are written in order, many at once", async () => {
    const { writes, lines } = file();
    const all = Array.from({ length: 500 }, (_, i) => `${i}\n`);
    for (const line of all) await lines.add(line);
    await lines.end();
    expect(writes.join("")).toBe(all.join(""));
    expect(writes.length).toBeLessThan(100);
  });

  it("are written soon, without an end", async () => {
    const { writes, lines } = file();
    await lines.add("a\n");
    await expect.poll(() => writes).toEqual(["a\n"]);
  });

  it("make wait when there are too many", async () => {
    const { writes, lines } = file();
    await lines.add("x".repeat(1_000_000));
    expect(writes).toHaveLength(1);
  });

  it("that can't be written are told of by a later call, and by each", async () => {
    const { lines } = file(true);
    await lines.add("a\n");
    await expect.poll(() => lines.add("b\n").then(() => "", String)).toContain("no space left");
    await expect(lines.end()).rejects.toThrow("no space left");
  });
});
