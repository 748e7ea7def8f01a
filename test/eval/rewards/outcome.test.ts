import { describe, expect, it } from "vitest";
import { rolloutOrder, successByLastValue } from "../../../src/eval/rewards/outcome.js";
import { nearing, traceOf } from "./traces.js";

const endingAt = (outcome: "success" | "miss" | "unknown", last: number, truth = last) =>
  traceOf(outcome, [0.5, truth], { said: [0.5, last] });

describe("success AUC", () => {
  it("is the chance that a success ends higher, ties half", () => {
    const score = successByLastValue.score([
      endingAt("success", 0.02),
      endingAt("success", 0.3),
      endingAt("miss", 0.3),
      endingAt("miss", 0.1),
    ]);
    expect(score.value).toBeCloseTo((1 + 1 + 0.5 + 0) / 4, 12);
  });

  it("has an episode that was never answered end as low as can be", () => {
    const mute = traceOf("success", nearing, { said: [] });
    const score = successByLastValue.score([mute, endingAt("miss", 0.4)]);
    expect(score).toMatchObject({ value: 0, remarks: { unanswered: 1 } });
  });

  it("is undefined without a failure, or where nobody says how it ended", () => {
    expect(successByLastValue.score([endingAt("success", 0.1)]).value).toBeNaN();
    const unknown = successByLastValue.score([endingAt("unknown", 0.1)]);
    expect(unknown).toMatchObject({ value: Number.NaN, remarks: { "ended-otherwise": 1 } });
  });
});

describe("Kendall between episodes", () => {
  it("ranks last values as the truth does", () => {
    const score = rolloutOrder.score([
      endingAt("success", 0.1, 0.01),
      endingAt("miss", 0.2, 0.2),
      endingAt("miss", 0.3, 0.4),
      endingAt("miss", 0.4, 0.3),
    ]);
    expect(score.value).toBeCloseTo((5 - 1) / 6, 12);
    expect(score.ofTruth).toBe(1);
  });

  it("is tau-b: a tie is no disagreement, and leaves its pair out of one side's range", () => {
    const score = rolloutOrder.score([
      endingAt("miss", 0.1, 0.1),
      endingAt("miss", 0.1, 0.2),
      endingAt("miss", 0.3, 0.3),
    ]);
    expect(score.value).toBeCloseTo(2 / Math.sqrt(2 * 3), 12);
  });

  it("is undefined where all end alike", () => {
    expect(rolloutOrder.score([endingAt("miss", 0.1), endingAt("miss", 0.1)]).value).toBeNaN();
  });
});
