import { describe, expect, it } from "vitest";
import { parseTask } from "../../src/reward/index.js";

const demandsOf = (until: string) =>
  parseTask(`
task: lift the mug
objects: { mug: red mug }
stages:
  lift: { potential: "tolerance(raised(mug), 8 cm, 1 m, 8 cm)", until: "${until}" }
success: lift
`).stages[0]?.demands ?? [];

const far = "distance(gripper, mug) < 5 cm";
const up = "raised(mug) > 2 cm";
const seen = "visible(mug) > 0.5";

describe("what a stage waits for, one by one", () => {
  it.each([
    [far, [far]],
    [`${up} and ${far}`, [up, far]],
    [`${up} and ${far} and ${seen}`, [up, far, seen]],
    [`(${up} and ${far}) and ${seen}`, [`(${up} and ${far})`, seen]],
    [`(${up} or ${far}) and ${seen}`, [`(${up} or ${far})`, seen]],
    [`not (${far}) and ${up}`, [`not (${far})`, up]],
  ])("%s", (until, texts) => {
    expect(demandsOf(until).map(({ text }) => text)).toEqual(texts);
  });

  it.each([
    `${up} or ${far}`,
    `${up} or ${far} and ${seen}`,
    `not (${up} and ${far})`,
    `((${up} and ${far}))`,
  ])("is one condition that can't be taken apart: %s", (until) => {
    expect(demandsOf(until).map(({ text }) => text)).toEqual([until]);
  });

  it("holds or not by itself, or is not known", () => {
    const known = new Map([
      ["raised(mug)", 0.03],
      ["distance(gripper,mug)", 0.07],
    ]);
    const held = demandsOf(`${up} and ${far} and ${seen}`).map(({ holds }) =>
      holds((key) => known.get(key)),
    );
    expect(held).toEqual([true, false, undefined]);
  });
});
