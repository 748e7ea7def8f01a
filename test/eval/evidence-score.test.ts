import { describe, expect, it } from "vitest";
import { scoreEvidence } from "../../src/eval/index.js";
import type { Trace } from "../../src/eval/trace.js";
import { length, notVisible, predicate } from "./cases.js";

const gripper = { ofGripper: true, stddev: 0.01 } as const;

const trace = (outcome: string, raised: number): Trace => ({
  episode: outcome,
  outcome,
  succeeded: outcome === "success",
  cycle: [],
  others: [],
  points: [0, 0.3, 0.6].map((t) => {
    const moment = { distance: 0.02, raised };
    return { t, said: moment, raw: 0.02, true: moment };
  }),
});

describe("distances by what they rest on", () => {
  const cases = [
    length(0.2, 0.21, gripper),
    length(0.2, 0.24, gripper),
    length(0.06, 0.07, gripper),
    length(0.01, 0.04, gripper),
    length(0.4, notVisible, gripper),
  ];

  it("are those between the gripper and things", () => {
    const others = [length(0.2, 5), length(0.2, 9, { ...gripper, relation: "gap" })];
    const score = scoreEvidence([...cases, ...others, predicate(true, 0.2, gripper)], []);
    expect(score).toMatchObject({ asked: 5, answered: 0.8 });
  });

  it("err by shares, near ones by metres, and their intervals hold or not", () => {
    const score = scoreEvidence(cases, []);
    expect(score.medianRelative).toBeCloseTo(1 / 6, 12);
    expect(score.within10).toBeCloseTo(1 / 3, 12);
    expect(score.within25).toBe(1);
    expect(score.nearMae).toBeCloseTo(0.02, 12);
    expect(score.coverage90).toBe(0.5);
    expect(score.successAuc).toBeNaN();
  });

  it("count as shares from 5 cm on, and all apart", () => {
    expect(scoreEvidence([length(0.01, 0.04, gripper)], []).medianRelative).toBeNaN();
    expect(scoreEvidence([length(0.01, 0.04, gripper)], []).medianRelativeOfAll).toBeCloseTo(3, 9);
  });

  it("tell what was taken from what was not", () => {
    const taken = [trace("success", 0.1), trace("success", 0.05)];
    expect(scoreEvidence(cases, [...taken, trace("miss", 0)]).successAuc).toBe(1);
    expect(scoreEvidence(cases, [...taken, trace("miss", 0.07)]).successAuc).toBe(0.5);
  });
});
