import { describe, expect, it } from "vitest";
import { countJudged, guards, isSuccess, judges, taskOf } from "../../src/bench/guard/judge.js";
import type { Observation } from "../../src/core/index.js";

const mug = { subject: "red mug", object: "", source: "nano", confidence: 1 } as const;

/** A mug that is lifted by `high` metres in the gripper, over four seconds at 5 Hz. */
const lifted = (high: number): readonly Observation[] =>
  Array.from({ length: 20 }, (_, k) => {
    const rise = k < 10 ? 0 : Math.min(high, 0.03 * (k - 9));
    return {
      stamp: BigInt(k) * 200_000_000n,
      frameId: "",
      unanswered: [],
      novelty: 0.5 + 0.001 * k,
      facts: [
        { ...mug, relation: "visible", probability: 0.9, subjectPoint: [0, 0.1 - rise, 0.8] },
        {
          ...mug,
          subject: "gripper",
          object: "red mug",
          relation: "distance",
          metres: 0.02,
          stddev: 0.01,
        },
      ],
    };
  });

describe.each(judges)("judged by $name", (judge) => {
  it.each(["without", "default"] as const)("%s guard: what is lifted is taken", (guard) => {
    const task = taskOf("red mug", judge, guard);
    expect(isSuccess(task, lifted(0.12))).toBe(true);
    expect(isSuccess(task, lifted(0))).toBe(false);
  });

  it("with the defaults counts no picture of a frozen camera, which counts without", () => {
    const frozen = lifted(0.12).map((observation) => ({ ...observation, novelty: 0.5 }));
    expect(isSuccess(taskOf("red mug", judge, "without"), frozen)).toBe(true);
    expect(isSuccess(taskOf("red mug", judge, "default"), frozen)).toBe(false);
  });
});

describe("figures", () => {
  it("count what was found and what was false, by how it really ended", () => {
    const episodes = [
      { outcome: "success", judged: true },
      { outcome: "moved", judged: false },
      { outcome: "miss", judged: true },
      { outcome: "miss", judged: false },
      { outcome: "retreat", judged: false },
    ];
    expect(countJudged(episodes)).toEqual({
      found: { judged: 1, of: 2 },
      false: { judged: 1, of: 3 },
      falseBy: { miss: 1 },
    });
  });

  it("of the default guard are of a task file that says nothing of it", () => {
    expect(guards.default).toBe("");
  });
});
