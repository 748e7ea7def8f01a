import { describe, expect, it } from "vitest";
import { eachOnce, type Nameable, specificNames } from "../../../src/data-engine/names/index.js";

const at = (name: string, x: number, z = 0.8, colour?: string): Nameable => ({
  name,
  centre: [x, 0, z],
  ...(colour !== undefined && { colour }),
});

describe("names that mean one thing", () => {
  it.each<[string, readonly Nameable[], readonly (string | undefined)[]]>([
    ["stay as they are", [at("mug", 0), at("bowl", 0.2)], ["mug", "bowl"]],
    ["lose their article", [at("The red  mug", 0)], ["red mug"]],
    [
      "tell by colour",
      [at("mug", 0, 0.8, "red"), at("mug", 0.01, 0.81, "blue")],
      ["red mug", "blue mug"],
    ],
    ["tell by side", [at("mug", -0.2), at("mug", 0.2)], ["left mug", "right mug"]],
    [
      "tell by the sides of three, and the middle one by nothing",
      [at("mug", -0.3), at("mug", 0), at("mug", 0.3)],
      ["leftmost mug", undefined, "rightmost mug"],
    ],
    ["tell by depth", [at("mug", 0, 0.6), at("mug", 0, 0.9)], ["nearer mug", "farther mug"]],
    [
      "tell by what is near, where one thing of a name is",
      [at("mug", 0, 0.8), at("mug", 0.02, 0.9), at("mug", 0.01, 0.85), at("bowl", 0.02, 0.92)],
      [undefined, "mug near the bowl", undefined, "bowl"],
    ],
    [
      "don't tell by what has a double itself",
      [at("mug", 0, 0.8), at("mug", 0.02, 0.9), at("bowl", 0.02, 0.92), at("bowl", 0.03, 0.93)],
      [undefined, undefined, undefined, undefined],
    ],
    [
      "a red mug is a mug: the bare one says more",
      [at("red mug", -0.2), at("mug", 0.2)],
      ["red mug", "right mug"],
    ],
    ["are none where nothing tells", [at("mug", 0), at("mug", 0.01)], [undefined, undefined]],
    [
      "a plural is no other name",
      [at("bottle", -0.2), at("bottles", 0.2)],
      ["left bottle", "right bottles"],
    ],
    ["a mug is no rug", [at("mug", 0), at("rug", 0)], ["mug", "rug"]],
  ])("%s", (_, things, names) => {
    expect(specificNames(things)).toEqual(names);
  });
});

describe("one thing that was found twice", () => {
  const found = (name: string, left: number, score: number) => ({
    name,
    score,
    box: { left, top: 0, right: left + 100, bottom: 100 },
  });
  it("stays once, as the surer one", () => {
    expect(eachOnce([found("mug", 0, 0.5), found("red mug", 10, 0.9)])).toEqual([
      found("red mug", 10, 0.9),
    ]);
  });
  it("of another name stays, unless it is the same pixels", () => {
    expect(eachOnce([found("mug", 0, 0.5), found("lid", 30, 0.9)])).toHaveLength(2);
    expect(eachOnce([found("mug", 0, 0.5), found("cup", 2, 0.9)])).toEqual([found("cup", 2, 0.9)]);
  });
  it("is two where boxes only touch", () => {
    expect(eachOnce([found("mug", 0, 0.5), found("mug", 100, 0.9)])).toHaveLength(2);
  });
});
