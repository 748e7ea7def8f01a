import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsBetween } from "../../src/core/index.js";
import { type RewardSample, startReward, stepReward } from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { inputOf, play, playOn, type TestFrame, worth } from "./frames.js";

const reachKey = "distance(gripper,bottle)";
const placeKey = "distance(bottle,bowl)";

const stages = {
  reach: {
    potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)",
    until: "distance(gripper, bottle) < 10 cm",
    hold: "0.2 s",
  },
  place: {
    potential: "tolerance(distance(bottle, bowl), 0 cm, 2 cm, 40 cm)",
    until: "distance(bottle, bowl) < 10 cm",
  },
};

const task = taskOf(stages);
/** One stage that never ends: its potential depends on the frame alone. */
const endless = taskOf({ reach: { ...stages.reach, until: "1 == 2" } });
/** Two stages, of which the last never ends. */
const unsuccessful = taskOf({ ...stages, place: { ...stages.place, until: "1 == 2" } });
/** Two stages, of which the first never ends. */
const stuck = taskOf({ ...stages, reach: { ...stages.reach, until: "1 == 2" } });
/** One stage, done as soon as its condition holds. */
const quick = taskOf({ reach: { ...stages.reach, hold: "0 s" } });

const metres = fc.double({ min: 0, max: 1, noNaN: true });

/** Frames with uneven gaps and unanswered questions. */
const episode = fc
  .array(
    fc.record({
      gap: fc.double({ min: 0.01, max: 2, noNaN: true }),
      reach: fc.option(metres, { nil: undefined, freq: 6 }),
      place: fc.option(metres, { nil: undefined, freq: 6 }),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((steps) => {
    let t = 0;
    return steps.map(({ gap, reach, place }): TestFrame => {
      t += gap;
      const distances = {
        ...(reach !== undefined && { [reachKey]: reach }),
        ...(place !== undefined && { [placeKey]: place }),
      };
      return { t, distances };
    });
  });

const valid = (samples: readonly RewardSample[]): readonly RewardSample[] =>
  samples.filter((sample) => sample.valid);

const discounts = fc.double({ min: 0.05, max: 1, noNaN: true });

describe("shaping telescopes", () => {
  it("to γ^T·Φ_T − Φ_0, whichever frames are dropped", () => {
    fc.assert(
      fc.property(episode, fc.infiniteStream(fc.boolean()), discounts, (all, drops, discount) => {
        const discounted = { ...endless, discountPerSecond: discount };
        const kept = all.filter((_, i) => i === 0 || i === all.length - 1 || !drops.next().value);
        const seen = valid(play(discounted, kept));
        const [first, last] = [seen[0], seen.at(-1)];
        if (first?.potential === undefined || last?.potential === undefined) return;
        const whole = discount ** secondsBetween(first.stamp, last.stamp);
        expect(worth(seen)).toBeCloseTo(whole * last.potential - first.potential, 9);
      }),
    );
  });

  it("so that dropping frames between the same ends doesn't change what an episode is worth", () => {
    const known = episode.filter((all) =>
      [all[0], all.at(-1)].every((frame) => frame?.distances?.[reachKey] !== undefined),
    );
    fc.assert(
      fc.property(known, fc.infiniteStream(fc.boolean()), (all, drops) => {
        const kept = all.filter((_, i) => i === 0 || i === all.length - 1 || !drops.next().value);
        // Of jumps, more is paid the longer they may have taken.
        const boundless = { ...endless, maxSpeed: Number.POSITIVE_INFINITY };
        expect(worth(play(boundless, kept))).toBeCloseTo(worth(play(boundless, all)), 9);
      }),
    );
  });

  it("over stages too, when no frame ends the episode", () => {
    fc.assert(
      fc.property(episode, discounts, (all, discount) => {
        const discounted = { ...unsuccessful, discountPerSecond: discount };
        const seen = valid(play(discounted, all));
        const [first, last] = [seen[0], seen.at(-1)];
        if (first?.potential === undefined || last?.potential === undefined) return;
        const whole = discount ** secondsBetween(first.stamp, last.stamp);
        expect(worth(seen)).toBeCloseTo(whole * last.potential - first.potential, 9);
      }),
    );
  });
});

describe("the definition", () => {
  it("can be checked by a consumer from a sample's own fields", () => {
    fc.assert(
      fc.property(episode, (all) => {
        for (const sample of valid(play(task, all)).slice(1)) {
          const { reward = 0, taskReward, discount, potential = 0, previousPotential = 0 } = sample;
          expect(reward).toBeCloseTo(taskReward + discount * potential - previousPotential, 12);
        }
      }),
    );
  });

  it("makes an approach that succeeds sooner worth more", () => {
    const approach = (seconds: number): readonly TestFrame[] =>
      Array.from({ length: Math.round(seconds * 10) + 1 }, (_, i) => ({
        t: i / 10,
        distances: { [reachKey]: Math.max(0, 0.8 * (1 - i / 10 / seconds)) },
      }));
    const deciseconds = fc.integer({ min: 5, max: 200 });
    fc.assert(
      fc.property(deciseconds, deciseconds, (a, b) => {
        fc.pre(a !== b);
        const [sooner, later] = [Math.min(a, b) / 10, Math.max(a, b) / 10].map((s) =>
          play(quick, approach(s)),
        );
        if (!sooner || !later) throw new Error("two episodes");
        const successAt = (all: readonly RewardSample[]) => all.findIndex((s) => s.terminated);
        fc.pre(successAt(sooner) < successAt(later));
        expect(worth(sooner)).toBeGreaterThan(worth(later));
      }),
    );
  });

  it("never makes success cost: it is worth more than staying where one is", () => {
    const stay = Array.from({ length: 50 }, (_, i) => ({
      t: i / 10,
      distances: { [reachKey]: 0.2 },
    }));
    const succeed = [...stay.slice(0, 25), { t: 2.5, distances: { [reachKey]: 0.05 } }];
    expect(worth(play(quick, succeed))).toBeGreaterThan(worth(play(quick, stay)));
  });

  it("never makes a stage change cost: entering a stage never lowers the potential of that frame", () => {
    fc.assert(
      fc.property(episode, (all) => {
        const moved = play(task, all);
        const stayed = play(stuck, all);
        moved.forEach((sample, i) => {
          const same = stayed[i];
          if (sample.potential === undefined || same?.potential === undefined) return;
          expect(sample.potential).toBeGreaterThanOrEqual(same.potential - 1e-12);
        });
        for (let i = 1; i < moved.length; i++)
          expect(moved[i]?.stageIndex).toBeGreaterThanOrEqual(moved[i - 1]?.stageIndex ?? 0);
      }),
    );
  });

  it("keeps unknown unknown: no NaN, and no reward where the stage's facts are missing", () => {
    fc.assert(
      fc.property(episode, (all) => {
        play(task, all).forEach((sample, i) => {
          const numbers = [sample.reward, sample.potential, sample.progress, sample.discount];
          for (const number of numbers) expect(Number.isNaN(number)).toBe(false);
          expect(sample.reward === undefined).toBe(!sample.valid);
          expect(sample.potential === undefined).toBe(!sample.valid);
          expect(sample.valid).toBe(sample.invalidReason === "");
          const key = sample.stage === "reach" ? reachKey : placeKey;
          if (all[i]?.distances?.[key] === undefined) expect(sample.valid).toBe(false);
        });
      }),
    );
  });

  it("is pure: neither the state nor the input is changed, and the same frames give the same samples", () => {
    fc.assert(
      fc.property(episode, (all) => {
        expect(play(task, all)).toEqual(play(task, all));
        const half = playOn(task, all.slice(0, -1), Object.freeze(startReward(task)));
        const last = inputOf(all.at(-1) ?? { t: 0 });
        const once = stepReward(task, half.state, last);
        expect(stepReward(task, half.state, last)).toEqual(once);
      }),
    );
  });
});
