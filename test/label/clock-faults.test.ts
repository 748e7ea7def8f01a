import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Observation, type SpatialFact, secondsBetween } from "../../src/core/index.js";
import { startBelief, stepBelief } from "../../src/pipeline/index.js";
import { parseTask, type RewardSample } from "../../src/reward/index.js";
import { clockBound, isFrame, type SceneFrame } from "../../src/scene/index.js";
import { at, framesOf, image, sceneOf } from "../scene/messages.js";

const discountPerSecond = 0.9;
const task = parseTask(`
task: touch the mug
objects: { mug: red mug }
discount_per_second: ${discountPerSecond}
stages:
  touch: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 0 cm" }
success: touch
`);

const period = 100;

/** What a model that measures exactly says of a frame: the gripper comes nearer from frame to frame. */
const observed = ({ index, stamp, frameId, content }: SceneFrame): Observation => {
  const base = { stamp, frameId, unanswered: [] };
  if (!isFrame(content)) return { ...base, facts: [], failure: content };
  const fact: SpatialFact = {
    relation: "distance",
    subject: "gripper",
    object: "red mug",
    metres: Math.max(0.5 - index * 0.01, 0.05),
    stddev: 0.001,
    source: "nano",
    confidence: 1,
  };
  return { ...base, facts: [fact] };
};

interface Valued {
  readonly sample: RewardSample;
  readonly logTime: bigint;
}

/** Rewards of frames taken at these milliseconds and logged every 100 ms; undefined is a stamp of 0. */
const valued = (taken: readonly (number | undefined)[]): readonly Valued[] => {
  const scene = sceneOf({ stated: () => ({ fov: 60 }) });
  let state = startBelief(task);
  const messages = taken.map((t, n) => image(t, period * n));
  return framesOf(scene, messages).map((frame) => {
    const step = stepBelief(task, state, observed(frame), { reset: frame.startsEpisode });
    state = step.state;
    return { sample: step.sample, logTime: frame.logTime };
  });
};

const good = (count: number) => Array.from({ length: count }, (_, n) => n * period);
const validOf = (taken: readonly (number | undefined)[]) =>
  valued(taken).filter(({ sample }) => sample.valid).length;

describe("a clock that is wrong", () => {
  it.each([
    ["has no stamp in between", good(20).map((t) => (t === 900 ? undefined : t)), 19],
    ["is far off once", good(20).map((t) => (t === 900 ? 1e9 : t)), 19],
    ["is set forward by an hour", good(20).map((t) => (t > 900 ? t + 3_600_000 : t)), 20],
    ["is set back by an hour", good(20).map((t) => (t > 900 ? t - 3_600_000 : t)), 20],
    ["never stamps", good(20).map(() => undefined), 20],
  ])("and %s loses no good frame", (_, taken, valid) => {
    expect(validOf(taken)).toBe(valid);
  });

  const fault = fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    fc.constant({ missing: true }),
    fc.record({ off: fc.integer({ min: -20_000, max: 20_000 }) }),
    fc.record({ set: fc.integer({ min: -20_000, max: 20_000 }) }),
  );
  type Fault = { readonly missing?: boolean; readonly off?: number; readonly set?: number };

  const taken = (faults: readonly Fault[]): readonly (number | undefined)[] => {
    let clock = 0;
    return faults.map(({ missing = false, off = 0, set = 0 }, n) => {
      clock += set;
      return missing ? undefined : n * period + clock + off;
    });
  };

  it("never makes a frame pay more than the potentials' difference, nor −Φ", () => {
    fc.assert(
      fc.property(fc.array(fault, { minLength: 2, maxLength: 40 }), (faults) => {
        let before: Valued | undefined;
        for (const one of valued(taken(faults))) {
          const { sample, logTime } = one;
          if (!sample.valid) continue;
          const { potential = 0, previousPotential, reward } = sample;
          if (previousPotential === undefined || !before) expect(reward).toBe(0);
          else {
            const longest = secondsBetween(before.logTime, logTime) + clockBound;
            expect(reward).toBeLessThanOrEqual(potential - previousPotential + 1e-12);
            const least = discountPerSecond ** longest * potential - previousPotential;
            expect(reward).toBeGreaterThanOrEqual(least - 1e-12);
          }
          before = one;
        }
      }),
    );
  });

  it("pays as without it, where it is made good by invalid frames", () => {
    const whole = valued(good(20));
    const faulty = valued(good(20).map((t) => (t === 900 ? undefined : t)));
    expect(faulty.map(({ sample }) => sample.stamp)).toEqual(good(20).map(at));
    const total = (all: readonly Valued[]) => all.at(-1)?.sample.potential;
    expect(total(faulty)).toBeCloseTo(total(whole) ?? Number.NaN, 2);
  });
});
