import { describe, expect, it } from "vitest";
import { remember } from "../../src/core/remember.js";

describe("a remembered function", () => {
  it("computes a text once, until too many others have come", () => {
    const computed: string[] = [];
    const length = remember((text) => {
      computed.push(text);
      return text.length;
    }, 2);
    expect(["a", "bb", "a", "ccc", "bb", "a"].map(length)).toEqual([1, 2, 1, 3, 2, 1]);
    expect(computed).toEqual(["a", "bb", "ccc", "a"]);
  });

  it("tells what is no text apart by its key", () => {
    const computed: number[] = [];
    const area = remember(
      ({ width, height }: { width: number; height: number }) => {
        computed.push(width * height);
        return width * height;
      },
      4,
      ({ width, height }) => `${width}x${height}`,
    );
    const sizes = [
      { width: 2, height: 3 },
      { width: 3, height: 2 },
      { width: 2, height: 3 },
    ];
    expect(sizes.map(area)).toEqual([6, 6, 6]);
    expect(computed).toHaveLength(2);
  });
});
