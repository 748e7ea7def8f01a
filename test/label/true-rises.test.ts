import { describe, expect, it } from "vitest";
import { type SpatialFact, stampOf, type Vec3 } from "../../src/core/index.js";
import { followTrueRises } from "../../src/label/true-rises.js";
import { parseTask } from "../../src/reward/index.js";

const task = parseTask(`task: lift the can
gripper: gripper
objects: { can: green can }
discount_per_second: 0.9
success_reward: 1
stages:
  lift: { potential: "tolerance(raised(can), 8 cm, 1 m, 8 cm)", until: "raised(can) > 3 cm", hold: 0.5 s }
success: lift
`);

/** A metre before the camera, so high over its axis. */
const at = (height: number): Vec3 => [0, -height, 1];

const fact = (point: Vec3): SpatialFact => ({
  relation: "distance",
  subject: "gripper",
  object: "green can",
  objectPoint: point,
  metres: 0.1,
  confidence: 1,
  source: "ground_truth",
});

describe("followTrueRises", () => {
  it("tells how far a thing has truly risen since the first fact", () => {
    const rises = followTrueRises(task.needs);
    const heights = [0, 0, 0, 0.05, 0.1];
    const told = heights.map((height, i) => rises(stampOf(0.5 * i), [fact(at(height))]));
    expect(told.map((values) => values.map(([key]) => key))).toEqual(
      heights.map(() => ["raised(can)"]),
    );
    const metres = told.map(([value]) => (value?.[1].kind === "length" ? value[1].filtered : NaN));
    expect(metres.map((value) => Number(value?.toFixed(6)))).toEqual(heights);
  });

  it("says nothing while no fact places the thing", () => {
    expect(followTrueRises(task.needs)(stampOf(0), [])).toEqual([]);
  });
});
