import { describe, expect, it } from "vitest";
import { nearest, unknownName } from "../../src/core/index.js";

describe("nearest", () => {
  const known = ["gripper", "bottle", "bowl"];

  it.each([
    ["botle", "bottle"],
    ["Gripper", "gripper"],
    ["bwol", undefined], // two edits of four letters: it could be anything
    ["spoon", undefined],
    ["", undefined],
    ["b".repeat(1000), undefined],
  ])("%s means %s", (given, meant) => expect(nearest(given, known)).toBe(meant));

  it("of nothing is nothing", () => expect(nearest("bottle", [])).toBeUndefined());
});

it("an unknown name is told with what was meant and what is known", () => {
  expect(unknownName("object", "botle", ["gripper", "bottle"])).toBe(
    'unknown object "botle"; did you mean "bottle"? known: gripper, bottle',
  );
});
