import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnsOf, transitionsOf, withLastStep } from "../../src/export/alignment.js";
import { stepsOf } from "../../src/export/grid.js";
import { episodesIn, frameOf, stepDiscount } from "../../src/export/labelled-frame.js";
import type { Task } from "../../src/reward/index.js";
import { taskOf } from "../reward/examples.js";
import { play, type TestFrame, worth } from "../reward/frames.js";

const fps = 10;
const key = "distance(gripper,bottle)";
const reach = {
  potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)",
  until: "distance(gripper, bottle) < 10 cm",
  hold: "0.2 s",
};
const task = taskOf({ reach });
const endless = taskOf({ reach: { ...reach, until: "1 == 2" } });

/** What `label` would have written of frames, as episodes. */
const labelled = (of: Task, frames: readonly TestFrame[]) => {
  const samples = play(of, frames);
  const [episode] = episodesIn(
    samples.map((sample) => ({ episode: 0, frame: frameOf(sample, sample.stamp) })),
  );
  return { samples, frames: episode?.frames ?? [] };
};

const metres = fc.double({ min: 0, max: 1, noNaN: true });

/** Frames on the beats of the clock, some of them missing and some without an answer. */
const episode = fc
  .array(fc.record({ beats: fc.integer({ min: 1, max: 9 }), distance: fc.option(metres) }), {
    minLength: 2,
    maxLength: 30,
  })
  .map((all) => {
    let beats = 0;
    return all.map(({ beats: more, distance }): TestFrame => {
      beats += more;
      return { t: beats / fps, ...(distance !== null && { distances: { [key]: distance } }) };
    });
  });

const discounts = fc.double({ min: 0.05, max: 1, noNaN: true });
const tasks = fc.constantFrom(task, endless, { ...endless, timeLimit: 2 });

const exported = (of: Task, frames: readonly TestFrame[]) => {
  const { samples, frames: kept } = labelled(of, frames);
  const gamma = stepDiscount(of.discountPerSecond, fps);
  const steps = stepsOf(kept, fps);
  return { samples, steps, gamma, transitions: transitionsOf(steps, gamma) };
};

/** Before the first frame that has a reward nothing is paid, and a trainer discounts what follows by that much. */
const lead = (steps: readonly { readonly valid: boolean }[]): number =>
  Math.max(
    0,
    steps.findIndex(({ valid }) => valid),
  );

describe("rewards on the step before", () => {
  it("make an episode worth what our rows make it, whichever frames are missing or invalid", () => {
    fc.assert(
      fc.property(episode, discounts, tasks, (frames, discountPerSecond, one) => {
        const { samples, steps, gamma, transitions } = exported(
          { ...one, discountPerSecond },
          frames,
        );
        const [whole = 0] = returnsOf(
          transitions.map(({ reward }) => reward),
          gamma,
        );
        const ours = worth(samples.filter(({ valid }) => valid)) * gamma ** lead(steps);
        expect(whole).toBeCloseTo(ours, 8);
      }),
    );
  });

  it("are never NaN, and 0 where the next frame is invalid", () => {
    fc.assert(
      fc.property(episode, tasks, (frames, one) => {
        for (const { reward, valid } of exported(one, frames).transitions) {
          expect(Number.isFinite(reward)).toBe(true);
          if (!valid) expect(reward).toBe(0);
        }
      }),
    );
  });

  it("stand one row before ours where every frame has one", () => {
    const frames = [0.5, 0.4, 0.3, 0.2].map((d, i) => ({ t: i / fps, distances: { [key]: d } }));
    const { samples, transitions } = exported(endless, frames);
    expect(transitions).toHaveLength(3);
    for (const [k, { reward, discount }] of transitions.entries()) {
      expect(reward).toBeCloseTo(samples[k + 1]?.reward ?? Number.NaN, 12);
      expect(discount).toBeCloseTo(samples[k + 1]?.discount ?? Number.NaN, 12);
    }
  });

  it("end with the transition that succeeds, after which nothing counts", () => {
    const frames = [0.2, 0.05, 0.05, 0.05, 0.05, 0.05].map((d, i) => ({
      t: i / fps,
      distances: { [key]: d },
    }));
    const { transitions } = exported(task, frames);
    expect(transitions.map(({ terminated }) => terminated)).toEqual([false, false, true]);
    expect(transitions.at(-1)).toMatchObject({ success: true, discount: 0, truncated: false });
  });

  it("keep what comes after a time limit", () => {
    const frames = Array.from({ length: 9 }, (_, i) => ({ t: i / fps, distances: { [key]: 0.5 } }));
    const { transitions, gamma } = exported({ ...endless, timeLimit: 0.5 }, frames);
    expect(transitions).toHaveLength(5);
    expect(transitions.at(-1)).toMatchObject({
      truncated: true,
      terminated: false,
      discount: gamma,
    });
  });
});

describe("with the last step", () => {
  it("there are as many as steps, and the return is the same", () => {
    fc.assert(
      fc.property(episode, tasks, (frames, one) => {
        const { steps, transitions, gamma } = exported(one, frames);
        const all = withLastStep(transitions);
        expect(all).toHaveLength(steps.length < 2 ? 0 : steps.length);
        const worthOf = (each: typeof all): number =>
          returnsOf(
            each.map(({ reward }) => reward),
            gamma,
          )[0] ?? 0;
        expect(worthOf(all)).toBeCloseTo(worthOf(transitions), 12);
      }),
    );
  });
});
