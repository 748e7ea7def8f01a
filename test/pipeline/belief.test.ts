import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, SpatialFact } from "../../src/core/index.js";
import { createFilterBank } from "../../src/estimate/index.js";
import { rewardStepper, startBelief, stepBelief } from "../../src/pipeline/index.js";
import { parseTask, type RewardSample } from "../../src/reward/index.js";
import { at } from "./fakes.js";

const task = parseTask(`
task: touch the mug
objects: { mug: red mug }
time_limit: 10 s
stages:
  touch: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "touching(gripper, mug) > 0.5", hold: 0.3 s }
success: touch
`);

const fact = { subject: "gripper", object: "red mug", source: "nano", confidence: 1 } as const;
const distance = (metres: number, stddev = 0.02): SpatialFact => ({
  ...fact,
  relation: "distance",
  metres,
  stddev,
});
const touching = (probability: number): SpatialFact => ({
  ...fact,
  relation: "touching",
  probability,
});

const seen = (t: number, ...facts: readonly SpatialFact[]): Observation => ({
  stamp: at(t),
  frameId: "optical",
  facts,
  unanswered: [],
});

const play = (observations: readonly Observation[]): readonly RewardSample[] => {
  let state = startBelief(task);
  return observations.map((observation) => {
    const step = stepBelief(task, state, observation);
    state = step.state;
    return step.sample;
  });
};

describe("one observation", () => {
  it("is valued by the filtered lengths, and keeps the raw ones beside them", () => {
    const samples = play([0, 0.1, 0.2].map((t) => seen(t, distance(0.3), touching(0.1))));
    const jump = play(
      [0, 0.1, 0.2].map((t) => seen(t, distance(t === 0.2 ? 0.36 : 0.3), touching(0.1))),
    );
    expect(samples[2]?.distances[0]).toMatchObject({ raw: 0.3, subject: "gripper", object: "mug" });
    const last = jump[2]?.distances[0];
    expect(last?.raw).toBe(0.36);
    expect(last?.filtered).toBeLessThan(0.35);
    expect(last?.filtered).toBeGreaterThan(0.3);
    expect(last?.stddev).toBeLessThan(0.02);
    expect(jump[2]?.predicates).toEqual([{ key: "touching(gripper,mug)", probability: 0.1 }]);
  });

  it("with an unanswered question is invalid, and says why", () => {
    const query = { relation: "distance", subject: "gripper", object: "red mug" } as const;
    const observation = {
      ...seen(0, touching(0.1)),
      unanswered: [{ query, reason: "red mug is not visible" }],
    };
    const [sample] = play([observation]);
    expect(sample?.invalidReason).toBe("distance(gripper,mug): red mug is not visible");
    expect(sample?.distances[0]).toEqual({
      key: "distance(gripper,mug)",
      subject: "gripper",
      object: "mug",
    });
  });

  it("that failed as a whole is invalid, and says why", () => {
    const failure = { code: "image.corrupt", message: "not a JPEG" } as const;
    expect(play([{ ...seen(0), failure }])[0]).toMatchObject({
      valid: false,
      invalidReason: "not a JPEG",
    });
  });

  it("knows a symmetric fact told the other way round, and the first of several", () => {
    const turned = { ...distance(0.3), subject: "red mug", object: "gripper" };
    expect(play([seen(0, turned, touching(0))])[0]?.distances[0]?.raw).toBe(0.3);
    expect(play([seen(0, distance(0.2), distance(0.9))])[0]?.distances[0]?.raw).toBe(0.2);
  });

  it("of a stale stamp leaves the filter alone", () => {
    const frames = [seen(1, distance(0.3), touching(0)), seen(1, distance(0.9), touching(0))];
    const samples = play([...frames, seen(1.1, distance(0.3), touching(0))]);
    expect(samples[1]?.distances[0]?.filtered).toBeUndefined();
    expect(samples[1]?.distances[0]?.raw).toBe(0.9);
    expect(samples[2]?.distances[0]?.filtered).toBeCloseTo(0.3, 6);
  });

  it("is stale after an unanswered frame too", () => {
    const samples = play([
      seen(1, distance(0.3), touching(0)),
      seen(1.5, touching(0)),
      seen(1.2, distance(0.4), touching(0)),
    ]);
    expect(samples[2]?.valid).toBe(false);
    expect(samples[2]?.distances[0]?.filtered).toBeUndefined();
  });
});

describe("an episode's start", () => {
  const before = seen(5, distance(0.9, 0.001), touching(0));

  it("by a jump back believes nothing of before", () => {
    const samples = play([before, seen(1, distance(0.2), touching(0))]);
    expect(samples[1]).toMatchObject({ episode: 1, reward: 0 });
    expect(samples[1]?.distances[0]?.filtered).toBe(0.2);
  });

  it("by a reset does neither", () => {
    const { state } = stepBelief(task, startBelief(task), before);
    const next = seen(5.1, distance(0.2), touching(0));
    const { sample } = stepBelief(task, state, next, { reset: true });
    expect(sample).toMatchObject({ episode: 1, reward: 0 });
    expect(sample.distances[0]?.filtered).toBe(0.2);
    const stepper = rewardStepper(task);
    expect(stepper.step(stepper.reset(state), next).sample).toEqual(sample);
  });
});

describe("the numbers", () => {
  const episode = fc
    .array(
      fc.record({
        gap: fc.double({ min: -0.2, max: 1, noNaN: true }),
        metres: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        touches: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 25 },
    )
    .map((steps) => {
      let t = 0;
      return steps.map(({ gap, metres, touches }) => {
        t += gap;
        return seen(
          t,
          ...(metres === undefined ? [] : [distance(metres)]),
          ...(touches === undefined ? [] : [touching(touches)]),
        );
      });
    });

  it("of a frame depend on nothing that comes later", () => {
    fc.assert(
      fc.property(episode, fc.nat(25), (all, n) => {
        expect(play(all.slice(0, n))).toEqual(play(all).slice(0, n));
      }),
    );
  });

  it("are the same when recomputed from the stored facts", () => {
    fc.assert(
      fc.property(episode, (all) => {
        const stored = all.map((observation) => ({
          ...observation,
          facts: [...observation.facts],
        }));
        expect(play(stored)).toEqual(play(all));
      }),
    );
  });

  it("follow the filter's settings", () => {
    const trusting = createFilterBank({ gate: 1000 });
    const start = stepBelief(task, startBelief(task), seen(0, distance(0.3, 0.001)));
    const outlier = seen(0.1, distance(2, 0.01));
    const usual = stepBelief(task, start.state, outlier).sample.distances[0]?.filtered;
    const trusted = stepBelief(task, start.state, outlier, { bank: trusting }).sample;
    expect(usual).toBeCloseTo(0.3, 1);
    expect(trusted.distances[0]?.filtered).toBeGreaterThan(1);
  });
});

describe("how far a thing has risen", () => {
  const lifting = parseTask(`
task: lift the mug
objects: { mug: red mug }
stages:
  lift: { potential: "tolerance(raised(mug), 10 cm, 1 m, 10 cm)", until: "raised(mug) > 5 cm", hold: 0.3 s }
success: lift
`);
  const visible = (height: number, probability: number): SpatialFact => ({
    ...fact,
    relation: "visible",
    subject: "red mug",
    object: "",
    probability,
    subjectPoint: [0, -height, 0.8],
  });
  const heights = [0, 0, 0, 0, 0, 0, 0.02, 0.06, 0.1, 0.1, 0.1, 0.1, 0.1];
  const follow = (probability: (i: number) => number, resetAt = Number.NaN) => {
    let state = startBelief(lifting);
    return heights.map((height, i) => {
      const observation = seen(i / 5, visible(height, probability(i)));
      const step = stepBelief(lifting, state, observation, { reset: i === resetAt });
      state = step.state;
      return step.sample;
    });
  };

  it("is asked as where it is seen, and valued as a length", () => {
    expect(lifting.needs).toEqual([
      {
        key: "raised(mug)",
        subject: "mug",
        object: "",
        query: { relation: "visible", subject: "red mug", object: "" },
        raised: true,
      },
    ]);
    const [first, ...rest] = follow(() => 0.9);
    expect(first?.distances).toEqual([
      {
        key: "raised(mug)",
        subject: "mug",
        object: "",
        raw: 0,
        filtered: 0,
        source: "nano",
      },
    ]);
    expect(rest.at(-1)?.distances[0]?.raw).toBeCloseTo(0.1, 9);
    expect(rest.at(-1)?.success).toBe(true);
  });

  it("does not mind that a held thing is half hidden", () => {
    expect(follow((i) => (i < 3 ? 0.9 : 0.02)).at(-1)?.success).toBe(true);
  });

  it("begins anew with an episode", () => {
    expect(follow(() => 0.9, 9).at(-1)?.distances[0]?.raw).toBe(0);
  });

  it("is not known of a thing that nobody has seen", () => {
    expect(follow(() => 0.02).at(-1)).toMatchObject({
      valid: false,
      invalidReason: "raised(mug): red mug has not been seen standing",
    });
  });
});
