import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTask } from "../../src/reward/index.js";
import { play, type TestFrame } from "./frames.js";

const path = "examples/pick.yaml";
const task = parseTask(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), { path });

/** Frames at 10 Hz: an approach of 3 s, then `after` seconds where it ended or as it goes on. */
const episode = (
  closest: number,
  after: number,
  then: (t: number) => number,
): readonly TestFrame[] =>
  Array.from({ length: 30 + after * 10 }, (_, i) => {
    const t = i / 10;
    const metres = t < 3 ? 0.5 + ((closest - 0.5) * t) / 3 : then(t - 3);
    return { t, distances: { "distance(gripper,bottle)": metres } };
  });

const succeeds = (frames: readonly TestFrame[]): boolean =>
  play(task, frames).some(({ terminated }) => terminated);

describe("the example task, on exact distances", () => {
  it("asks one question", () => {
    expect(task.needs.map(({ query }) => query)).toEqual([
      { relation: "distance", subject: "gripper", object: "orange tea bottle" },
    ]);
  });

  it("succeeds when the bottle stays in the gripper", () => {
    expect(succeeds(episode(0.01, 3, () => 0.01))).toBe(true);
  });

  it("does not when the gripper closes beside it", () => {
    expect(succeeds(episode(0.09, 4, () => 0.09))).toBe(false);
  });

  it("does not when the gripper takes another thing", () => {
    expect(succeeds(episode(0.25, 4, () => 0.25))).toBe(false);
  });

  it("does not when the gripper leaves without the bottle", () => {
    expect(succeeds(episode(0.02, 4, (t) => 0.02 + 0.1 * Math.max(0, t - 1)))).toBe(false);
  });
});
