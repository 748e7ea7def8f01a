import { describe, expect, it } from "vitest";
import type { SpatialFact } from "../../src/core/index.js";
import { createLiveErrors } from "../../src/eval/index.js";
import type { FactMessage } from "../../src/messages/index.js";

const said = (
  at: number,
  metres: number,
  change: Partial<Pick<SpatialFact, "subject" | "object">> = {},
): FactMessage => ({
  stamp: BigInt(at),
  frameId: "optical",
  facts: [
    {
      relation: "distance",
      subject: "gripper",
      object: "red mug",
      source: "nano",
      confidence: 1,
      metres,
      ...change,
    },
  ],
});

describe("the error of a running node", () => {
  it("is over frames that have both, whichever comes first", () => {
    const errors = createLiveErrors();
    errors.takeTruth(said(1, 0.5));
    errors.takeEstimate(said(1, 0.6));
    errors.takeEstimate(said(2, 0.3));
    errors.takeTruth(said(2, 0.4));
    errors.takeTruth(said(3, 0.3));
    errors.takeEstimate(said(4, 0.1));
    expect(errors.result()).toMatchObject([
      {
        length: "distance(gripper, red mug)",
        count: 2,
        mae: expect.closeTo(0.1, 9),
        spearman: expect.closeTo(1, 9),
      },
    ]);
  });

  it("knows a length by its two things, in either order and case", () => {
    const errors = createLiveErrors();
    errors.takeTruth(said(1, 0.5, { subject: "Red mug", object: "gripper" }));
    errors.takeEstimate(said(1, 0.5));
    expect(errors.result()).toMatchObject([{ count: 1, mae: 0 }]);
  });

  it("is of no length that the truth is silent about", () => {
    const errors = createLiveErrors();
    errors.takeTruth(said(1, 0.5, { object: "blue bowl" }));
    errors.takeEstimate(said(1, 0.5));
    expect(errors.result()).toEqual([]);
  });

  it("counts a frame once, though it was told of twice", () => {
    const errors = createLiveErrors();
    errors.takeTruth(said(1, 0.5));
    errors.takeEstimate(said(1, 0.6));
    errors.takeEstimate(said(1, 0.6));
    expect(errors.result()[0]?.count).toBe(1);
  });

  it("holds no more than some seconds of messages without a counterpart", () => {
    const errors = createLiveErrors();
    for (let at = 0; at < 1000; at++) errors.takeEstimate(said(at, 0.5));
    errors.takeTruth(said(0, 0.5));
    errors.takeTruth(said(999, 0.5));
    expect(errors.result()[0]?.count).toBe(1);
  });
});
