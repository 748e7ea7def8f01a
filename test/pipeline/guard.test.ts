import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, SpatialFact } from "../../src/core/index.js";
import { startBelief, stepBelief } from "../../src/pipeline/index.js";
import { parseTask, type RewardSample } from "../../src/reward/index.js";
import { at } from "./fakes.js";

const taskWith = (settings: string) =>
  parseTask(`
task: reach the mug
objects: { mug: red mug }
${settings}
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 3 cm", hold: 0.2 s }
success: reach
`);

const near = (metres: number, stddev = 0.02): SpatialFact => ({
  relation: "distance",
  subject: "gripper",
  object: "red mug",
  source: "nano",
  confidence: 1,
  metres,
  stddev,
});

const seen = (seconds: number, metres: number, more: Partial<Observation> = {}): Observation => ({
  stamp: at(seconds),
  frameId: "optical",
  facts: [near(metres)],
  unanswered: [],
  ...more,
});

const play = (observations: readonly Observation[], settings = ""): readonly RewardSample[] => {
  const task = taskWith(settings);
  let state = startBelief(task);
  return observations.map((observation) => {
    const step = stepBelief(task, state, observation);
    state = step.state;
    return step.sample;
  });
};

/** So many frames at 10 Hz, the same in all but their stamps. */
const still = (count: number, metres: number, more: Partial<Observation> = {}) =>
  Array.from({ length: count }, (_, frame) => seen(frame / 10, metres, more));

describe("how far a frame is trusted", () => {
  const last = (observations: readonly Observation[]) => play(observations).at(-1)?.trust ?? -1;

  it("is nearly all where the model is sure of a familiar image", () => {
    expect(last(still(5, 0.3, { novelty: 0.4 }))).toBeGreaterThan(0.9);
  });

  it.each<readonly [string, Partial<Observation>, number]>([
    ["an image unlike any it has learnt from", { novelty: 1.5 }, 0.5],
    ["an image of another world", { novelty: 3 }, 0.1],
    ["a length that is as unsure as long", { facts: [near(0.3, 0.6)] }, 0.6],
    [
      "sources that are all refused",
      { refused: [{ source: "depth", thing: "red mug", why: "1 m from what else is known" }] },
      0.5,
    ],
  ])("is less with %s", (_, more, most) => {
    const trust = last(still(1, 0.3, more));
    expect(trust).toBeLessThanOrEqual(most);
    expect(trust).toBeGreaterThan(0);
  });

  it("is less in a frame whose answer jumps further than a hand moves", () => {
    expect(last([...still(5, 0.3), seen(0.5, 1.5)])).toBeLessThan(0.35);
    expect(last([...still(5, 0.3), seen(0.5, 0.45)])).toBeGreaterThan(0.8);
  });

  it("is nothing of a frame that could not be looked at, and the same whatever is asked of it", () => {
    const failure = { code: "image.corrupt", message: "cut off" } as const;
    expect(last(still(1, 0.3, { failure }))).toBe(0);
    const film = [...still(3, 0.3), seen(0.3, 0.2, { novelty: 1.4 })];
    const trusts = (settings: string) => play(film, settings).map(({ trust }) => trust);
    expect(trusts("min_trust: 0.9")).toEqual(trusts(""));
  });
});

describe("min_trust", () => {
  it("takes the reward from frames that are trusted less, with the reason", () => {
    const film = [...still(3, 0.3), seen(0.3, 0.25, { novelty: 2 }), seen(0.4, 0.25)];
    const samples = play(film, "min_trust: 0.5");
    expect(samples.map(({ valid }) => valid)).toEqual([true, true, true, false, true]);
    expect(samples[3]).toMatchObject({
      invalidReason: "trusted less than min_trust 0.5",
      invalidReasons: [{ kind: "trust" }],
    });
    expect(samples[3]?.reward).toBeUndefined();
    expect(play(film).every(({ valid }) => valid)).toBe(true);
  });

  it("keeps an image of another world from succeeding, however near the thing seems in it", () => {
    const picture = still(20, 0.01, { novelty: 2.5 });
    expect(play(picture).some(({ success }) => success)).toBe(true);
    expect(play(picture, "min_trust: 0.3").some(({ success }) => success)).toBe(false);
  });
});

describe("max_speed", () => {
  const speeds = fc.constantFrom(0.1, 0.5, 2);
  const films = fc.array(
    fc.record({
      gap: fc.integer({ min: 1, max: 20 }),
      metres: fc.double({ min: 0, max: 3, noNaN: true }),
    }),
    { minLength: 2, maxLength: 40 },
  );

  it("bounds how fast a valued length changes, whatever is answered", () => {
    fc.assert(
      fc.property(films, speeds, (film, speed) => {
        let time = 0;
        const observations = film.map(({ gap, metres }) => {
          time += gap / 20;
          return seen(time, metres);
        });
        const samples = play(observations, `max_speed: ${speed} m/s`);
        samples.forEach((sample, frame) => {
          const now = sample.distances[0]?.filtered ?? Number.NaN;
          const before = samples[frame - 1]?.distances[0]?.filtered ?? now;
          const most = (speed * (film[frame]?.gap ?? 0)) / 20;
          expect(Math.abs(now - before)).toBeLessThanOrEqual(most + 1e-6);
        });
      }),
    );
  });

  it("lets rewards add up to what the potential has gained, as ever", () => {
    const film = [
      ...still(3, 0.4),
      ...[0.05, 0.05, 0.4, 0.05].map((metres, n) => seen(0.3 + n / 10, metres)),
    ];
    const samples = play(film, "max_speed: 20 cm/s\ndiscount_per_second: 1");
    const total = samples.reduce((sum, { reward = 0 }) => sum + reward, 0);
    const [first, last] = [samples[0]?.potential ?? 0, samples.at(-1)?.potential ?? 0];
    expect(total).toBeCloseTo(last - first, 9);
  });

  it("holds no hand back: 2 m/s where a task doesn't say", () => {
    expect(taskWith("").maxSpeed).toBe(2);
    expect(taskWith("max_speed: 50 cm/s").maxSpeed).toBe(0.5);
    const reaching = Array.from({ length: 11 }, (_, n) => seen(n / 10, 0.6 - n * 0.05));
    const free = play(reaching, "max_speed: 1000 m/s");
    expect(play(reaching)).toEqual(free);
  });

  it.each([
    ["max_speed: 2", "max_speed: must be a speed above 0 with its unit, such as 2 m/s; got 2"],
    ["max_speed: 0 m/s", "max_speed: must be a speed above 0"],
    ["max_speed: 2 m/kg", "max_speed: must be a speed above 0"],
    ["min_trust: 1.5", "min_trust: must be a number from 0 to 1; got 1.5"],
  ])("%s is refused", (setting, message) => {
    expect(() => taskWith(setting)).toThrow(message);
  });
});
