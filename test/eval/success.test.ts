import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseThreshold, judgeSuccess, successAuc } from "../../src/eval/success.js";
import { conditionOf, heldAt, heldMeasure, successRules } from "../../src/eval/success-rules.js";
import type { Moment } from "../../src/eval/trace.js";

const at5Hz = (moments: readonly Moment[]) => moments.map((moment, i) => ({ t: i / 5, moment }));
const distances = (values: readonly (number | undefined)[]) =>
  at5Hz(values.map((distance) => (distance === undefined ? {} : { distance })));

describe("what is held", () => {
  it.each([
    ["a steady gripper", [0.3, 0.02, 0.03, 0.02, 0.3], 0.4, -0.03],
    ["a glimpse shorter than the hold", [0.3, 0.02, 0.3, 0.3, 0.3], 0.4, -0.3],
    ["no hold asked for", [0.3, 0.02, 0.3], 0, -0.02],
    ["an unanswered frame within the hold", [0.02, undefined, 0.02], 0.4, Number.NEGATIVE_INFINITY],
    ["an episode shorter than the hold", [0.02, 0.02], 0.4, Number.NEGATIVE_INFINITY],
  ])("by %s", (_, values, hold, expected) => {
    expect(heldMeasure("near", distances(values), hold)).toBe(expected);
  });

  it("never improves when the hold gets longer", () => {
    const some = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5 });
    fc.assert(
      fc.property(some, (values) => {
        const [shorter, longer] = [0.2, 0.6].map((hold) =>
          heldMeasure("near", distances(values), hold),
        );
        expect(longer).toBeLessThanOrEqual(shorter ?? Number.NaN);
      }),
    );
  });

  it("passes a threshold exactly where the rule has held", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 });
    fc.assert(
      fc.property(values, fc.double({ min: -1, max: 0, noNaN: true }), (some, above) => {
        const held = heldAt("near", distances(some), 0.4, above) !== undefined;
        expect(held).toBe(heldMeasure("near", distances(some), 0.4) > above);
      }),
    );
  });

  it("is told when the hold is over", () => {
    expect(heldAt("near", distances([0.3, 0.02, 0.02, 0.02]), 0.4, -0.05)).toBeCloseTo(0.6, 12);
  });
});

describe("rules", () => {
  const lifted: Moment = { distance: 0.04, raised: 0.1 };
  const pushed: Moment = { distance: 0.4, raised: 0.1 };

  it.each([
    ["near", lifted, -0.04],
    ["raised", lifted, 0.1],
    ["raised", pushed, 0.1],
    ["carried", lifted, 0.09],
    ["carried", pushed, 0],
    ["carried", { raised: 0.1 }, Number.NEGATIVE_INFINITY],
  ] as const)("%s measures %j as %d", (rule, moment, expected) => {
    expect(heldMeasure(rule, at5Hz([moment]), 0)).toBeCloseTo(expected, 12);
  });

  it("read as a task file says them", () => {
    expect(successRules.map((rule) => conditionOf(rule, 0.05))).toEqual([
      "distance(g, o) < 5.0 cm",
      "raised(o) > 5.0 cm",
      "raised(o) - 0.25 * distance(g, o) > 5.0 cm",
    ]);
  });
});

const episode = (outcome: string, measure: number) => ({
  outcome,
  succeeded: outcome === "success",
  measure,
});

describe("success", () => {
  const episodes = [
    episode("success", -0.02),
    episode("success", -0.03),
    episode("miss", -0.05),
    episode("wrong_object", -0.2),
  ];

  it("is judged by the threshold, and false ones are counted by outcome", () => {
    expect(judgeSuccess(episodes, "near", -0.06)).toEqual({
      rule: "near",
      threshold: 0.06,
      truePositiveRate: 1,
      falsePositiveRate: 0.5,
      falsePositives: { miss: { judged: 1, of: 1 }, wrong_object: { judged: 0, of: 1 } },
    });
  });

  it("is told from failure without a threshold", () => {
    expect(successAuc(episodes)).toBe(1);
    expect(successAuc(episodes.filter(({ succeeded }) => succeeded))).toBeNaN();
  });

  it("takes a threshold between the last success and the nearest failure", () => {
    expect(chooseThreshold(episodes, 0)).toBeCloseTo(-0.04, 12);
  });

  it("lets through no more failures than it may, and no more than it gains by", () => {
    const mixed = [...episodes, episode("success", -0.1), episode("miss", -0.3)];
    expect(chooseThreshold(mixed, 0)).toBeCloseTo(-0.04, 12);
    expect(chooseThreshold(mixed, 1 / 3)).toBeCloseTo(-0.15, 12);
    expect(chooseThreshold(mixed, 1)).toBeCloseTo(-0.15, 12);
  });

  it("judges nothing a success when a failure measures best", () => {
    const threshold = chooseThreshold([...episodes, episode("miss", -0.01)], 0);
    expect(judgeSuccess(episodes, "near", threshold).falsePositiveRate).toBe(0);
  });

  it("has no threshold without a measure", () => {
    expect(chooseThreshold([episode("miss", Number.NEGATIVE_INFINITY)], 0)).toBeNaN();
  });
});
