import { describe, expect, it } from "vitest";
import type { Trace } from "../../src/eval/index.js";
import { reportTrajectories } from "../../src/eval/trajectories.js";
import { scoreTrajectory } from "../../src/eval/trajectory.js";

/** At 5 Hz: true distances and rises, and what is said of them. */
const trace = (
  outcome: string,
  truth: readonly { readonly distance: number; readonly raised: number }[],
  said: (
    moment: { readonly distance: number; readonly raised: number },
    i: number,
  ) => Trace["points"][number]["said"] = (moment) => moment,
): Trace => ({
  episode: outcome,
  outcome,
  ...(outcome !== "unknown" && { succeeded: outcome === "success" }),
  cycle: [],
  others: [],
  points: truth.map((moment, i) => {
    const told = said(moment, i);
    return {
      t: i / 5,
      said: told,
      ...(told.distance !== undefined && { raw: told.distance }),
      true: moment,
    };
  }),
});

const approach = [0.5, 0.4, 0.3, 0.2, 0.1, 0.02].map((distance) => ({ distance, raised: 0 }));
const lift = [0, 0.04, 0.08, 0.1, 0.1, 0.1, 0.1].map((raised) => ({ distance: 0.02, raised }));
const picked = [...approach, ...lift];
const retreated = [...approach.slice(0, 5), ...approach.slice(0, 5).reverse()];

const options = { hold: 0.4, mostFalse: 0 } as const;

describe("a trajectory", () => {
  it("is scored over its answered frames", () => {
    const score = scoreTrajectory(
      trace("success", picked, (moment, i) => (i === 2 ? {} : moment)),
      0.4,
    );
    expect(score).toMatchObject({ frames: 13, unanswered: 1, succeeded: true });
    expect(score.spearman).toBeCloseTo(1, 12);
    expect(score.held).toMatchObject({ near: 0.02, raised: 0.1 });
  });

  it("rises in value from approach to lift, and not when it goes back", () => {
    expect(scoreTrajectory(trace("success", picked), 0.4).voc).toBeGreaterThan(0.98);
    expect(scoreTrajectory(trace("retreat", retreated), 0.4).voc).toBeCloseTo(0, 9);
  });

  it("holds nothing where nothing is answered", () => {
    const { spearman, held } = scoreTrajectory(
      trace("miss", approach, () => ({})),
      0.4,
    );
    expect(spearman).toBeNaN();
    expect(held).toEqual({ near: Number.NaN, raised: Number.NaN, carried: Number.NaN });
  });
});

describe("a report of trajectories", () => {
  const blindlyNear = (moment: { readonly raised: number }) => ({ ...moment, distance: 0.02 });
  const traces = [trace("success", picked, blindlyNear), trace("retreat", retreated, blindlyNear)];

  it("chooses the rule that tells success best here, and says so", () => {
    const report = reportTrajectories(traces, options);
    expect(report.ruleAuc).toMatchObject({ near: 0.5, raised: 1 });
    expect(report).toMatchObject({
      judged: true,
      successAuc: 1,
      ruleChosenHere: true,
      thresholdChosenHere: true,
      success: { rule: "raised", truePositiveRate: 1, falsePositiveRate: 0 },
      kendall: 1,
      delay: 0,
    });
  });

  it("keeps to a rule and a threshold that are given", () => {
    const report = reportTrajectories(traces, { ...options, rule: "near", threshold: 0.03 });
    expect(report).toMatchObject({
      ruleChosenHere: false,
      thresholdChosenHere: false,
      success: { rule: "near", threshold: 0.03, falsePositiveRate: 1 },
    });
  });

  it("says how much later success is told than it is true", () => {
    const late = trace("success", picked, (_, i) => picked[Math.max(0, i - 2)] ?? {});
    const report = reportTrajectories([late, trace("retreat", retreated)], {
      ...options,
      rule: "raised",
      threshold: 0.06,
    });
    expect(report.delay).toBeCloseTo(0.4, 9);
  });

  it("counts an episode without an order as 0", () => {
    const report = reportTrajectories([trace("miss", approach, () => ({}))], options);
    expect(report).toMatchObject({ medianSpearman: 0, judged: false });
  });

  it("does not judge success where nobody says how it ended", () => {
    expect(reportTrajectories([trace("unknown", picked)], options)).toMatchObject({
      judged: false,
      medianSpearman: 1,
    });
  });
});
