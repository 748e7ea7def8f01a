import { describe, expect, it } from "vitest";
import { grounding, groundingPairs } from "../../../src/eval/rewards/grounding.js";
import { nearing, traceOf } from "./traces.js";

const away = [...nearing].reverse();

describe("counterfactual grounding", () => {
  it("counts successes that gain more for the thing taken than for any other", () => {
    const right = traceOf("success", nearing, { others: { mug: away, can: [0.5, 0.4, 0.3] } });
    const wrong = traceOf("success", nearing, { others: { mug: away, can: [0.9, 0.4, 0.1] } });
    expect(grounding.score([right]).value).toBe(1);
    expect(grounding.score([right, wrong]).value).toBe(0.5);
    expect(groundingPairs.score([right, wrong]).value).toBe(0.75);
  });

  it("has a tie count nothing, and half pair by pair: a curve that ignores the name stays at chance", () => {
    const blind = traceOf("success", nearing, { others: { mug: nearing, can: nearing } });
    expect(grounding.score([blind]).value).toBe(0);
    expect(groundingPairs.score([blind]).value).toBe(0.5);
  });

  it("compares with things that were answered about", () => {
    const unseen = traceOf("success", nearing, { others: { mug: [] } });
    expect(grounding.score([unseen])).toMatchObject({
      value: Number.NaN,
      remarks: { "no-others": 1 },
    });
  });

  it("counts a thing taken that is never answered about as the worst", () => {
    const mute = traceOf("success", nearing, {
      said: nearing.map(() => undefined),
      others: { mug: away },
    });
    expect(grounding.score([mute])).toMatchObject({ value: 0, remarks: { unanswered: 1 } });
  });

  it("is of successes alone: only they took what was named", () => {
    expect(grounding.score([traceOf("miss", nearing, { others: { mug: away } })]).episodes).toBe(0);
  });
});
