import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseThreshold,
  heldDistance,
  judgeSuccess,
  scoreTrajectory,
  type TrajectoryPoint,
  type TrajectoryScore,
} from "../../src/eval/trajectory.js";

const at5Hz = (estimates: readonly (number | undefined)[]): TrajectoryPoint[] =>
  estimates.map((estimate, i) => ({
    t: i / 5,
    truth: i,
    ...(estimate === undefined ? {} : { estimate }),
  }));

describe("held distance", () => {
  it.each([
    ["a steady gripper", [0.3, 0.02, 0.03, 0.02, 0.3], 0.4, 0.03],
    ["a glimpse shorter than the hold", [0.3, 0.02, 0.3, 0.3, 0.3], 0.4, 0.3],
    ["no hold asked for", [0.3, 0.02, 0.3], 0, 0.02],
    ["an unanswered frame within the hold", [0.02, undefined, 0.02], 0.4, Number.POSITIVE_INFINITY],
    ["an episode shorter than the hold", [0.02, 0.02], 0.4, Number.POSITIVE_INFINITY],
  ])("of %s", (_, estimates, hold, expected) => {
    expect(heldDistance(at5Hz(estimates), hold)).toBe(expected);
  });

  it("never falls when the hold gets longer", () => {
    const distances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5 });
    fc.assert(
      fc.property(distances, (estimates) => {
        const points = at5Hz(estimates);
        expect(heldDistance(points, 0.6)).toBeGreaterThanOrEqual(heldDistance(points, 0.2));
      }),
    );
  });
});

const score = (outcome: string, held: number): TrajectoryScore => ({
  episode: "e",
  outcome,
  succeeded: outcome === "success",
  frames: 1,
  unanswered: 0,
  spearman: 1,
  heldDistance: held,
});

describe("success", () => {
  const scores = [
    score("success", 0.02),
    score("success", 0.03),
    score("miss", 0.05),
    score("wrong_object", 0.2),
  ];

  it("is judged by the threshold, and false ones are counted by outcome", () => {
    expect(judgeSuccess(scores, 0.06)).toEqual({
      threshold: 0.06,
      truePositiveRate: 1,
      falsePositiveRate: 0.5,
      falsePositives: { miss: { judged: 1, of: 1 }, wrong_object: { judged: 0, of: 1 } },
    });
  });

  it("takes a threshold between the farthest success and the nearest failure", () => {
    expect(chooseThreshold(scores)).toBeCloseTo(0.04, 12);
  });

  it("takes the smallest of equally good thresholds", () => {
    const tied = [score("success", 0.02), score("miss", 0.03), score("success", 0.04)];
    expect(chooseThreshold([...tied, score("miss", 0.05)])).toBeLessThan(0.03);
  });
});

it("scores a trajectory over its answered frames only", () => {
  const points = at5Hz([0.1, 0.2, undefined, 0.4]);
  const result = scoreTrajectory({ name: "e1", outcome: "success", succeeded: true }, points, 0);
  expect(result).toMatchObject({ frames: 4, unanswered: 1, spearman: 1, heldDistance: 0.1 });
});
