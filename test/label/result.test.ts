import { describe, expect, it } from "vitest";
import type { FactSource } from "../../src/core/index.js";
import { gatherCurves } from "../../src/label/curves.js";
import { verdictOf } from "../../src/label/figures.js";
import { nothingLabelled } from "../../src/label/nothing.js";
import { gatherReasons, reasonText } from "../../src/label/reasons.js";
import { labelResult, tallyResult } from "../../src/label/result.js";
import type { Row } from "../../src/label/row.js";
import { placeRows } from "../../src/label/time-line.js";
import type { RewardSample } from "../../src/reward/index.js";

const key = "distance(gripper,mug)";

interface Change extends Partial<RewardSample> {
  readonly at?: number;
  readonly metres?: number;
  readonly silent?: boolean;
  readonly truth?: number;
  readonly trueSuccess?: boolean;
  readonly failure?: string;
  readonly source?: FactSource;
}

/** A frame at `at` tenths of a second whose gripper is `metres` from the mug. */
const row = ({
  at = 0,
  metres = 0.3,
  silent = false,
  truth,
  trueSuccess,
  failure,
  source = "nano",
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
        ...(answered ? { raw: metres, filtered: metres, stddev: 0.1, source } : {}),
      },
    ],
    predicates: [],
    success: false,
    terminated: false,
    truncated: false,
    valid: answered,
    invalidReason: answered ? "" : `${key}: not visible`,
    ...(answered || failure !== undefined ? {} : { invalidReasons: [hidden] }),
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
const hidden = { kind: "unanswered", what: `${key}: not visible` } as const;

const resultOf = (rows: readonly Row[]) => {
  const tally = tallyResult({ remarks: [] });
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

  it("counts why frames have no reward, and says the commonest when none has one", () => {
    const rows = [row(unanswered), row({ ...unanswered, at: 1 }), row({ at: 2, failure: "cut" })];
    const none = resultOf(rows);
    expect(none.reasons).toEqual([
      { ...hidden, count: 2 },
      { kind: "image", what: "image.corrupt: cut", count: 1 },
    ]);
    expect(nothingLabelled(none)).toEqual({
      code: "label.nothing",
      message: `none of its 3 frames has a reward; 2 of 3 frames: ${key}: not visible; 1 of 3 frames: image.corrupt: cut`,
    });
    expect(nothingLabelled(resultOf([...rows, row({ at: 3 })]))).toBeUndefined();
    const lens = { kind: "lens" as const, what: "the lens was assumed", count: 3 };
    const lensToo = { ...none, reasons: [lens, ...none.reasons] };
    expect(nothingLabelled(lensToo)).toEqual(nothingLabelled(none));
    expect(nothingLabelled(resultOf([]))?.message).toBe("it has no frames");
  });

  it("tells how episodes end that end by themselves, since their first frame", () => {
    const rows = [
      row({ at: 10 }),
      row({ at: 15, terminated: true, success: true }),
      row({ at: 20, episode: 1 }),
      row({ at: 50, episode: 1, truncated: true }),
      row({ at: 60, episode: 2 }),
    ];
    const result = resultOf(rows);
    expect(result.endings).toEqual([
      { episode: 0, by: "success", seconds: 0.5 },
      { episode: 1, by: "time limit", seconds: 3 },
    ]);
    expect(verdictOf(result)).toBe("1 of 3 episodes succeed, 1 ends by the time limit");
    expect(verdictOf(resultOf(rows.slice(0, 2)))).toBe("success after 0.5 s");
    expect(verdictOf(resultOf(rows.slice(2, 4)))).toBe("time limit after 3.0 s");
    expect(verdictOf(resultOf(rows.slice(4)))).toBe("no success");
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

  it("counts what each distance rests on, the commonest first", () => {
    const { sources } = resultOf([
      row({}),
      row({ at: 1, source: "depth+tf" }),
      row({ at: 2, source: "depth+tf" }),
      row({ ...unanswered, at: 3 }),
    ]);
    expect(sources).toEqual([
      { key, source: "depth+tf", frames: 2 },
      { key, source: "nano", frames: 1 },
    ]);
    expect(resultOf([row(unanswered)]).sources).toEqual([]);
  });

  it("outlines how progress went: all of few frames, some of many, gaps where it is not known", () => {
    const few = [
      row({ progress: 0.1 }),
      row({ ...unanswered, at: 1 }),
      row({ at: 2, progress: 0.3 }),
    ];
    expect(resultOf(few).progress).toEqual([0.1, null, 0.3]);
    const many = Array.from({ length: 1000 }, (_, at) => row({ at, progress: at / 1000 }));
    const { progress = [] } = resultOf(many);
    expect(progress.length).toBeGreaterThanOrEqual(48);
    expect(progress.length).toBeLessThanOrEqual(96);
    const steps = progress.slice(1).map((each, at) => (each ?? 0) - (progress[at] ?? 0));
    expect(new Set(steps.map((step) => step.toFixed(3))).size).toBe(1);
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

const curvesOf = (rows: readonly Row[]) => {
  const curves = gatherCurves();
  const placeOf = placeRows(rows.length);
  for (const each of rows) curves.add(each, placeOf(each));
  return curves.result();
};

describe("the curves of a report", () => {
  it("have a gap where nothing is known, and one stretch a stage", () => {
    const { times, distances, progress, reward, stages, successes } = curvesOf([
      row({ truth: 0.2, potential: 0.1, progress: 0.1 }),
      row({ ...unanswered, at: 1 }),
      row({ at: 2, stage: "lift", reward: 1, terminated: true, success: true }),
    ]);
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
    const frames = 50_000;
    const rows = Array.from({ length: frames }, (_, at) => row({ at, terminated: at === 5001 }));
    const { times, successes } = curvesOf(rows);
    expect(times.length).toBeGreaterThan(15_000);
    expect(times.length).toBeLessThanOrEqual(20_000);
    expect(successes).toEqual([500.1]);
  });

  it("hatch the time without a reward, up to the next frame that has one", () => {
    const { invalid } = curvesOf([
      row({}),
      row({ ...unanswered, at: 1, invalidReason: "hidden" }),
      row({ ...unanswered, at: 2, invalidReason: "hidden" }),
      row({ at: 3 }),
    ]);
    expect(invalid).toEqual([{ name: "hidden", from: 0.1, to: 0.3 }]);
  });

  it("add up an episode's rewards, and begin again with the next", () => {
    const { paidSoFar } = curvesOf([
      row({ reward: 0.25 }),
      row({ at: 1, reward: 0.5 }),
      row({ ...unanswered, at: 2 }),
      row({ at: 3, reward: 1 }),
      row({ at: 4, episode: 1, reward: 0 }),
    ]);
    expect(paidSoFar).toEqual([0.25, 0.75, null, 1.75, 0]);
  });

  it("say what a success pays, and what it takes back", () => {
    const { payments } = curvesOf([
      row({ at: 3 }),
      row({ at: 5, taskReward: 1, previousPotential: 0.9 }),
    ]);
    expect(payments).toEqual([{ time: 0.2, paid: 1, takenBack: 0.9 }]);
  });
});

describe("reasons", () => {
  it("are counted one by one, with the time of the first and the last", () => {
    const reasons = gatherReasons();
    reasons.add(row({}));
    for (const at of [1, 4]) reasons.add(row({ ...unanswered, at }));
    reasons.add(row({ at: 5, failure: "cut off" }));
    expect(reasons.result()).toEqual([
      { ...hidden, count: 2, first: 0.1, last: 0.4 },
      { kind: "image", what: "image.corrupt: cut off", count: 1, first: 0.5, last: 0.5 },
    ]);
  });

  it("of frames with several are each counted, and those of a stage that doesn't need the answer, too", () => {
    const reasons = gatherReasons();
    const both = [hidden, { kind: "unanswered" as const, what: "height(mug): no up direction" }];
    reasons.add(row({ ...unanswered, invalidReasons: both }));
    const { frame, sample } = row({ at: 1 });
    const query = { relation: "on", subject: "mug", object: "plate" } as const;
    const observation = { ...frame.observation, unanswered: [{ query, reason: "no" }] };
    reasons.add({ frame: { ...frame, observation }, sample });
    expect(reasons.result().map(({ what }) => what)).toEqual([
      hidden.what,
      "height(mug): no up direction",
      "on(mug, plate): no (not needed in its stage)",
    ]);
  });

  it("tell which of TF and images is late, by how much, and what was done", () => {
    const reasons = gatherReasons();
    for (const [at, tfLate] of [0.18, 0.2, -0.1].entries()) {
      const { frame, sample } = row({ at });
      reasons.add({ frame: { ...frame, observation: { ...frame.observation, tfLate } }, sample });
    }
    expect(reasons.result()).toMatchObject([
      { what: "TF tells the gripper 0.18 s late; it was put forward, and the like", count: 2 },
      { what: "images come 0.10 s after TF; it was put back", count: 1 },
    ]);
  });

  it("counted before are kept, and not counted again", () => {
    const lens = { kind: "lens", what: "a field of view of 60° is assumed", count: 7 } as const;
    const { frame, ...rest } = row({});
    const assumed: Row = {
      ...rest,
      frame: { ...frame, observation: { ...frame.observation, lensAssumed: true } },
    };
    const told = gatherReasons([lens]);
    const untold = gatherReasons();
    for (const reasons of [told, untold]) reasons.add(assumed);
    expect(told.result()).toEqual([lens]);
    expect(untold.result()).toMatchObject([{ kind: "lens", count: 1 }]);
  });

  it("that differ in figures alone are one, told by the first of them", () => {
    const reasons = gatherReasons();
    for (const at of [1, 2, 3]) reasons.add(row({ at, failure: `a JPEG of ${at} bytes` }));
    expect(reasons.result()).toMatchObject([
      { kind: "image", what: "image.corrupt: a JPEG of 1 bytes, and the like", count: 3 },
    ]);
  });

  it("of things that are numbered are several", () => {
    const reasons = gatherReasons();
    for (const mug of ["mug 1", "mug 2"]) {
      const what = `height(${mug}): not visible`;
      reasons.add(row({ ...unanswered, invalidReasons: [{ kind: "unanswered", what }] }));
    }
    expect(reasons.result()).toHaveLength(2);
  });

  it("stay a short list however many kinds there are", () => {
    const reasons = gatherReasons();
    for (let at = 0; at < 500; at++) reasons.add(row({ at, failure: "kind".repeat(at) }));
    const list = reasons.result();
    expect(list.length).toBeLessThan(50);
    expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });

  it.each([
    [{ kind: "stamp", what: "w", count: 1 }, 80, "1 of 80 frames: w"],
    [{ kind: "lens", what: "w", count: 80 }, 80, "all 80 frames: w"],
    [{ kind: "other", what: "w", count: 1 }, 1, "the only frame: w"],
    [{ kind: "message", what: "w", count: 1 }, 80, "1 message: w"],
    [{ kind: "message", what: "w", count: 2 }, 80, "2 messages: w"],
    [{ kind: "truncated", what: "w", count: 1 }, 80, "w"],
    [{ kind: "recording", what: "w", count: 1 }, 80, "w"],
    [{ kind: "recording", what: "w", count: 2 }, 80, "w (2)"],
    [{ kind: "other", what: "w", count: 30 }, 80, "30 of 80 frames: w"],
  ] as const)("%j of %d frames reads as a person says it", (reason, frames, text) => {
    expect(reasonText(reason, frames)).toBe(text);
  });
});
