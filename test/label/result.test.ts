import { describe, expect, it } from "vitest";
import { gatherCurves } from "../../src/label/curves.js";
import { labelResult, tallyResult } from "../../src/label/result.js";
import type { Row } from "../../src/label/row.js";
import { gatherTroubles } from "../../src/label/troubles.js";
import type { RewardSample } from "../../src/reward/index.js";

const key = "distance(gripper,mug)";

interface Change extends Partial<RewardSample> {
  readonly at?: number;
  readonly metres?: number;
  readonly silent?: boolean;
  readonly truth?: number;
  readonly trueSuccess?: boolean;
  readonly failure?: string;
}

/** A frame at `at` tenths of a second whose gripper is `metres` from the mug. */
const row = ({
  at = 0,
  metres = 0.3,
  silent = false,
  truth,
  trueSuccess,
  failure,
  ...change
}: Change): Row => {
  const stamp = BigInt(at) * 100_000_000n;
  const answered = !silent && failure === undefined;
  const sample: RewardSample = {
    stamp,
    frameId: "",
    episode: 0,
    stage: "reach",
    stageIndex: 0,
    taskReward: 0,
    discount: 1,
    terms: [],
    distances: [
      {
        key,
        subject: "gripper",
        object: "mug",
        ...(answered ? { raw: metres, filtered: metres, stddev: 0.1 } : {}),
      },
    ],
    predicates: [],
    success: false,
    terminated: false,
    truncated: false,
    valid: answered,
    invalidReason: answered ? "" : `${key}: not visible`,
    ...change,
  };
  return {
    frame: {
      index: at,
      logTime: stamp,
      startsEpisode: false,
      observation: {
        stamp,
        frameId: "",
        facts: [],
        unanswered: [],
        ...(failure === undefined ? {} : { failure: { code: "image.corrupt", message: failure } }),
      },
    },
    sample,
    ...(truth === undefined
      ? {}
      : {
          truth: new Map([[key, { kind: "length" as const, filtered: truth }]]),
          trueSample: { ...sample, success: trueSuccess ?? false },
        }),
  };
};

const unanswered = { silent: true };

const resultOf = (rows: readonly Row[]) => {
  const tally = tallyResult([]);
  for (const each of rows) tally.add(each);
  return tally.result();
};

describe("what a recording comes to", () => {
  it("counts frames, rewards, unanswered questions and unreadable frames", () => {
    const rows = [row({}), row({ ...unanswered, at: 1 }), row({ failure: "cut off", at: 2 })];
    expect(resultOf(rows)).toMatchObject({ frames: 3, labelled: 1, unanswered: 2, unreadable: 1 });
  });

  it("succeeds if any episode does", () => {
    expect(resultOf([row({}), row({ episode: 1, success: true })])).toMatchObject({
      episodes: 2,
      success: true,
    });
  });

  it("says why when no frame has a reward", () => {
    expect(resultOf([row({ ...unanswered })]).remarks).toEqual([
      `no frame has a reward: ${key}: not visible`,
    ]);
    expect(resultOf([row({}), row({ ...unanswered, at: 1 })]).remarks).toEqual([]);
  });

  it("says when many frames look unlike what the model has learnt from", () => {
    const novel = (at: number, novelty: number): Row => {
      const { frame, ...rest } = row({ at });
      return { ...rest, frame: { ...frame, observation: { ...frame.observation, novelty } } };
    };
    const some = (beyond: number) =>
      resultOf(Array.from({ length: 10 }, (_, i) => novel(i, i < beyond ? 1.5 : 0.5))).remarks;
    expect(some(1)).toEqual([]);
    expect(some(2)).toEqual([expect.stringMatching(/^2 of 10 frames look unlike/)]);
  });

  it("has errors where the truth is known", () => {
    const { truth } = resultOf([
      row({ truth: 0.2 }),
      row({ at: 1, metres: 0.5, truth: 0.4 }),
      row({ at: 2 }),
    ]);
    expect(truth).toMatchObject({ count: 2, spearman: 1, successCorrect: true });
    expect(truth?.mae).toBeCloseTo(0.1);
    expect(truth?.medianRelative).toBeCloseTo(0.375);
    expect(truth?.within["50-200"]).toBe(1);
    expect(truth?.within["75-125"]).toBe(0.5);
  });

  it("is judged wrong when the truth succeeds and the estimate doesn't", () => {
    expect(resultOf([row({ truth: 0.2, trueSuccess: true })]).truth?.successCorrect).toBe(false);
  });

  it("survives being stored as JSON, unknown figures included", () => {
    const result = resultOf([row({ truth: 0.2 })]);
    expect(result.truth?.spearman).toBeNaN();
    expect(labelResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
});

describe("the curves of a report", () => {
  it("have a gap where nothing is known, and one stretch a stage", () => {
    const curves = gatherCurves(4);
    curves.add(row({ truth: 0.2, potential: 0.1, progress: 0.1 }));
    curves.add(row({ ...unanswered, at: 1 }));
    curves.add(row({ at: 2, stage: "lift", reward: 1, terminated: true, success: true }));
    const { times, distances, progress, reward, stages, successes } = curves.result();
    expect(times).toEqual([0, 0.1, 0.2]);
    expect(distances).toEqual([
      {
        key,
        raw: [0.3, null, 0.3],
        filtered: [0.3, null, 0.3],
        stddev: [0.1, null, 0.1],
        truth: [0.2, null, null],
      },
    ]);
    expect(progress).toEqual([0.1, null, null]);
    expect(reward).toEqual([null, null, 1]);
    expect(stages).toEqual([
      { name: "reach", from: 0, to: 0.2 },
      { name: "lift", from: 0.2, to: 0.2 },
    ]);
    expect(successes).toEqual([0.2]);
  });

  it("are thinned out for long recordings, but no success is lost", () => {
    const frames = 10_000;
    const curves = gatherCurves(frames);
    for (let at = 0; at < frames; at++) curves.add(row({ at, terminated: at === 5001 }));
    const { times, successes } = curves.result();
    expect(times.length).toBeGreaterThan(3000);
    expect(times.length).toBeLessThanOrEqual(4000);
    expect(successes).toEqual([500.1]);
  });
});

describe("the troubles of a report", () => {
  it("are counted by reason, with the time of the first and the last", () => {
    const troubles = gatherTroubles();
    troubles.add(row({}));
    for (const at of [1, 4]) troubles.add(row({ ...unanswered, at }));
    troubles.add(row({ at: 5, failure: "cut off" }));
    expect(troubles.result()).toEqual([
      { why: `${key}: not visible`, frames: 2, first: 0.1, last: 0.4 },
      { why: "image.corrupt: cut off", frames: 1, first: 0.5, last: 0.5 },
    ]);
  });

  it("stay a short list however many kinds there are", () => {
    const troubles = gatherTroubles();
    for (let at = 0; at < 500; at++) troubles.add(row({ at, failure: `kind ${at}` }));
    const list = troubles.result();
    expect(list.length).toBeLessThan(50);
    expect(list.reduce((sum, { frames }) => sum + frames, 0)).toBe(500);
  });
});
