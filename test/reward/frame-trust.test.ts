import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameTrust, startReward, stepReward, type TrustCues } from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { inputOf } from "./frames.js";

const key = "distance(gripper,bottle)";
const good: TrustCues = {
  novelty: 0.4,
  lengths: [{ key, metres: 0.3, stddev: 0.03, before: { metres: 0.31, ago: 0.1 } }],
  refuted: 0,
  unchanged: 0,
  astray: [],
  metresPerSecond: 2,
};
const length = (given: object): Partial<TrustCues> => ({
  lengths: [{ key, metres: 0.3, stddev: 0.03, ...given }],
});

const table: readonly (readonly [
  what: string,
  cues: Partial<TrustCues>,
  trust: number,
  why: string,
])[] = [
  ["a frame like any other", {}, 1, ""],
  ["no cue at all", { lengths: [] }, 1, ""],
  ["a novelty of 1", { novelty: 1 }, 1, ""],
  ["a novelty of 2", { novelty: 2 }, 0.1, "the image looks unlike those"],
  ["one source of two refuted", { refuted: 0.5 }, 0.5, "its sources disagree"],
  ["a deviation as large as the length", length({ stddev: 0.3 }), 0, `${key} is hardly`],
  ["centimetres where things touch", length({ metres: 0.01, stddev: 0.05 }), 1, ""],
  ["20 cm in 0.1 s", length({ before: { metres: 0.5, ago: 0.1 } }), 1, ""],
  ["70 cm in 0.1 s", length({ before: { metres: 1, ago: 0.1 } }), 0, `${key} jumps`],
  ["a picture published twice", { unchanged: 0.05 }, 0.8, "the picture stands still"],
  [
    "a thing where it can't have got to",
    { astray: [{ thing: "red mug", metres: 0.42 }] },
    0,
    "red mug is 0.42 m from where it was",
  ],
  ["a frozen camera", { unchanged: 1 }, 0, "the picture stands still"],
];

describe("the trust in a frame", () => {
  it.each(table)("with %s", (_, cues, trust, why) => {
    const told = frameTrust({ ...good, ...cues });
    expect(told.trust).toBeCloseTo(trust, 2);
    expect(told.why).toContain(why);
    expect(told.why === "").toBe(why === "");
  });

  it("lies in [0, 1], and falls when any cue gets worse", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const any = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(share, any, any, any, any, (refuted, novelty, unchanged, stddev, worse) => {
        const cues = { ...good, ...length({ stddev }), refuted, novelty, unchanged };
        const { trust } = frameTrust(cues);
        expect(trust).toBeGreaterThanOrEqual(0);
        expect(trust).toBeLessThanOrEqual(1);
        for (const bad of [
          { novelty: novelty + worse },
          { unchanged: unchanged + worse },
          length({ stddev: stddev + worse }),
        ])
          expect(frameTrust({ ...cues, ...bad }).trust).toBeLessThanOrEqual(trust);
      }),
    );
  });
});

describe("min_trust", () => {
  const stages = { reach: { potential: "0.5", until: "distance(gripper, bottle) < 1 m" } };
  const doubted = {
    ...inputOf({ t: 0, distances: { [key]: 0 } }),
    trust: { trust: 0.12, why: "noise", unchanged: 0 },
  };

  it("makes frames with less invalid, with their own reason, and they succeed in nothing", () => {
    const task = taskOf(stages, { min_trust: 0.3 });
    const { sample, state } = stepReward(task, startReward(task), doubted);
    expect(sample).toMatchObject({ valid: false, success: false, trust: 0.12 });
    expect(sample.invalidReasons).toEqual([
      { kind: "trust", what: "trust 0.12 is below min_trust 0.3: noise" },
    ]);
    expect(state.paid).toBeUndefined();
    expect(state.counted?.size ?? 0).toBe(0);
  });

  it("is 0 where the file asks for none: every frame counts", () => {
    const task = taskOf(stages);
    expect(stepReward(task, startReward(task), doubted).sample.valid).toBe(true);
  });

  it.each([
    [{ min_trust: 2 }, "min_trust: must be a number from 0 to 1; got 2"],
    [{ max_speed: "2 m" }, "max_speed: must be a speed above 0 with its unit"],
    [{ max_speed: "0 m/s" }, "max_speed: must be a speed above 0 with its unit"],
  ])("%j is refused", (settings, message) => {
    expect(() => taskOf(stages, settings)).toThrow(message);
  });

  it("and max_speed are read in their units", () => {
    expect(taskOf(stages, { min_trust: 0.3, max_speed: "50 cm/s" })).toMatchObject({
      minTrust: 0.3,
      maxSpeed: 0.5,
    });
    expect(taskOf(stages)).toMatchObject({ minTrust: 0, maxSpeed: 2 });
  });
});
