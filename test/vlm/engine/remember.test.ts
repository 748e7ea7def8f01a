import { describe, expect, it } from "vitest";
import { remember } from "../../../src/vlm/engine/remember.js";

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
});
