import { describe, expect, it } from "vitest";
import {
  type FrameTrust,
  type RewardSample,
  startReward,
  stepReward,
} from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { inputOf } from "./frames.js";

const sure: FrameTrust = { trust: 1, why: "", unchanged: 0, novelty: 0.5 };
const doubted: FrameTrust = { ...sure, trust: 0.05, why: "it is hardly known" };
const frozen = (unchanged: number): FrameTrust => ({
  ...sure,
  trust: 0,
  why: "it stands still",
  unchanged,
});

const reach = (settings: Readonly<Record<string, number | string>> = {}) =>
  taskOf(
    { reach: { potential: "0.5", until: "distance(gripper, bottle) < 10 cm", hold: "0.3 s" } },
    settings,
  );

/** A frame a tenth of a second at 5 cm, which succeeds but for the trust in it. */
const play = (
  task: ReturnType<typeof reach>,
  ...trusts: readonly FrameTrust[]
): readonly RewardSample[] => {
  let state = startReward(task);
  return trusts.map((trust, k) => {
    const distances = { "distance(gripper,bottle)": 0.05 };
    const step = stepReward(task, state, { ...inputOf({ t: k / 10, distances }), trust });
    state = step.state;
    return step.sample;
  });
};

const succeeds = (...trusts: readonly FrameTrust[]): boolean =>
  play(reach(), ...trusts).some(({ success }) => success);

describe("success_trust", () => {
  it("lets frames that are believed succeed", () => {
    expect(succeeds(sure, sure, sure, sure)).toBe(true);
  });

  it("lets none succeed that are not, though they keep their reward", () => {
    const samples = play(reach(), ...Array.from({ length: 20 }, () => doubted));
    expect(samples.some(({ success }) => success)).toBe(false);
    expect(samples.every(({ valid }) => valid)).toBe(true);
  });

  it("makes a hold wait while frames don't count, and not begin anew", () => {
    expect(succeeds(sure, sure, doubted, sure, sure)).toBe(false);
    expect(succeeds(sure, sure, doubted, sure, sure, sure)).toBe(true);
  });

  it("begins a hold anew after half a second of them", () => {
    const long = Array.from({ length: 6 }, () => doubted);
    expect(succeeds(sure, sure, sure, ...long, sure, sure, sure)).toBe(false);
    expect(succeeds(sure, sure, sure, ...long, sure, sure, sure, sure)).toBe(true);
  });

  it("counts no picture whose novelty is above 1, however it is trusted", () => {
    const strange = { ...sure, novelty: 1.01 };
    expect(succeeds(...Array.from({ length: 9 }, () => strange))).toBe(false);
  });

  it("0 lets all of them count", () => {
    const samples = play(reach({ success_trust: 0 }), ...Array.from({ length: 9 }, () => doubted));
    expect(samples.some(({ success }) => success)).toBe(true);
  });

  it("is a tenth where the file gives none, and no more than 1", () => {
    expect(reach().successTrust).toBe(0.1);
    expect(() => reach({ success_trust: 2 })).toThrow(
      "success_trust: must be a number from 0 to 1",
    );
  });
});

describe("max_still", () => {
  it("makes the frames of a frozen camera invalid after it, and says so", () => {
    const [before, after] = play(reach(), frozen(1.9), frozen(2.1));
    expect(before).toMatchObject({ valid: true, success: false });
    expect(after).toMatchObject({ valid: false, success: false });
    expect(after?.invalidReasons).toEqual([
      {
        kind: "trust",
        what: "the picture has stood still for 2.1 s, as of a frozen camera; max_still is 2 s",
      },
    ]);
  });

  it("is a time, or off for pictures that may stand still", () => {
    expect(reach().maxStill).toBe(2);
    expect(reach({ max_still: "500 ms" }).maxStill).toBe(0.5);
    expect(reach({ max_still: "off" }).maxStill).toBeUndefined();
    expect(() => reach({ max_still: "never" })).toThrow("max_still: ");
  });
});
