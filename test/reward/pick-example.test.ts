import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTask } from "../../src/reward/index.js";
import { play, type TestFrame } from "./frames.js";

const path = "examples/pick.yaml";
const task = parseTask(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), { path });

/**
 * Frames at 10 Hz: the gripper approaches for 3 s to `closest`; then, for 4 s, it is `then` away from the bottle,
 * and the bottle `lifted` above where it stood.
 */
const episode = (
  closest: number,
  then: (t: number) => number,
  lifted: (t: number) => number = () => 0,
): readonly TestFrame[] =>
  Array.from({ length: 70 }, (_, i) => {
    const t = i / 10;
    const reached = t >= 3;
    return {
      t,
      distances: {
        "distance(gripper,bottle)": reached ? then(t - 3) : 0.5 + ((closest - 0.5) * t) / 3,
        "raised(bottle)": reached ? lifted(t - 3) : 0,
      },
    };
  });

const succeeds = (frames: readonly TestFrame[]): boolean =>
  play(task, frames).some(({ terminated }) => terminated);

describe("the example task, on exact distances", () => {
  it("asks how far the gripper is from the bottle, and where the bottle is", () => {
    expect(task.needs.map(({ query }) => query)).toEqual([
      { relation: "distance", subject: "gripper", object: "orange tea bottle" },
      { relation: "visible", subject: "orange tea bottle", object: "" },
    ]);
  });

  it("succeeds when the bottle is lifted in the gripper", () => {
    const lift = (t: number): number => Math.min(0.15, 0.1 * t);
    expect(succeeds(episode(0.01, () => 0.01, lift))).toBe(true);
  });

  it("does not while the bottle stands, however near the gripper", () => {
    expect(succeeds(episode(0.01, () => 0.01))).toBe(false);
  });

  it("does not when the gripper closes beside it and goes up alone", () => {
    expect(succeeds(episode(0.09, (t) => 0.09 + 0.1 * t))).toBe(false);
  });

  it("does not when something else lifts the bottle", () => {
    expect(
      succeeds(
        episode(
          0.02,
          (t) => 0.02 + 0.3 * t,
          () => 0.15,
        ),
      ),
    ).toBe(false);
  });

  it("does not when the gripper takes another thing", () => {
    expect(succeeds(episode(0.25, () => 0.25))).toBe(false);
  });
});
