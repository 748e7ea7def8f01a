import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Frame, SpatialRewardError } from "../../src/core/index.js";
import { type EvalOptions, type EvalReport, runEval } from "../../src/eval/index.js";
import type { Answer, Backend } from "../../src/vlm/index.js";
import type { Question } from "../../src/vqa/index.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eval-"));
  const black = { create: { width: 8, height: 6, channels: 3, background: "black" } } as const;
  await sharp(black).png().toFile(join(folder, "black.png"));
});
afterEach(() => rm(folder, { recursive: true }));

const thing = (name: string, x: number) => ({
  name,
  centre: [x, 0, 1],
  size: [0.05, 0.05, 0.05],
  visible: 1,
  attributes: {},
});
const scene = (x: number) => ({
  image: "black.png",
  width: 8,
  height: 6,
  camera: { fx: 8, fy: 8, cx: 4, cy: 3 },
  things: [thing("gripper", 0), thing("red mug", x)],
});
const write = (lines: readonly object[]) =>
  writeFile(join(folder, "data.jsonl"), lines.map((line) => JSON.stringify(line)).join("\n"));

/** Answers every question with the same length, or one that depends on the frame. */
const backend = (metres: (frame: Frame) => number | undefined): Backend => ({
  identity: { source: "nano", name: "fake", version: "1", hash: "" },
  ask: async (frame, questions: readonly Question[]) => {
    const length = metres(frame);
    const answer: Answer =
      length === undefined
        ? { text: "", reading: { kind: "unreadable", reason: "not-visible" }, confidence: 0 }
        : { text: `${length} m`, reading: { kind: "length", metres: length }, confidence: 1 };
    return questions.map(() => answer);
  },
  close: async () => undefined,
});

const measure = async (
  metres: (frame: Frame) => number | undefined,
  options: Partial<EvalOptions> = {},
): Promise<EvalReport> => {
  const { report } = await runEval({
    sources: [folder],
    backend: async () => backend(metres),
    hold: 0.4,
    mostFalse: 0,
    ...options,
  });
  return report;
};

const question = (truth: { metres?: number }) => ({
  question: "How far is the gripper from the red mug?",
  answer: "?",
  fact: { relation: "distance", subject: "gripper", object: "red mug", ...truth },
});

describe("questions of a data set", () => {
  it("are asked in their own words and judged by their facts", async () => {
    await write([{ ...scene(0.2), questions: [question({ metres: 0.2 })] }]);
    const report = await measure(() => 0.25);
    expect(report).toMatchObject({ images: 1, backend: { name: "fake" }, failures: { count: 0 } });
    expect(report.questions?.lengths.distance).toMatchObject({ asked: 1, answered: 1 });
    expect(report.questions?.lengths.distance?.mae).toBeCloseTo(0.05, 12);
    expect(report.trajectories).toBeUndefined();
  });

  it("about unseen things are scored apart", async () => {
    const questions = [question({}), question({ metres: 0.2 })];
    await write([{ ...scene(0.2), questions }]);
    const report = await measure(() => 0.2);
    expect(report.questions?.lengths.distance?.asked).toBe(1);
    expect(report.questions?.absent).toMatchObject({ asked: 1, unanswered: 0 });
  });

  it("that a backend fails on go unanswered and are counted", async () => {
    const line = { ...scene(0.2), questions: [question({ metres: 0.2 })] };
    await write([line, line]);
    let asked = 0;
    const report = await measure(() => {
      if (asked++ === 0) throw new SpatialRewardError("model.failed", "out of memory");
      return 0.2;
    });
    expect(report.failures).toEqual({
      count: 1,
      first: { code: "model.failed", message: "out of memory" },
    });
    expect(report.questions?.lengths.distance?.answered).toBe(0.5);
  });

  it("that a backend always fails on are an error, not a table", async () => {
    await write([{ ...scene(0.2), questions: [question({ metres: 0.2 })] }]);
    const failing = measure(() => {
      throw new SpatialRewardError("model.busy", "too many");
    });
    await expect(failing).rejects.toMatchObject({ code: "model.busy" });
    await expect(failing).rejects.toThrow(/none of 1 image could be asked about: too many/);
  });

  it("need their image", async () => {
    const line = { ...scene(0.2), image: "gone.png", questions: [question({ metres: 0.2 })] };
    await write([line]);
    await expect(measure(() => 0.2)).rejects.toMatchObject({ code: "image.missing" });
  });

  it("tell how far they are, and stop on a signal", async () => {
    const line = { ...scene(0.2), questions: [question({ metres: 0.2 })] };
    await write(Array.from({ length: 20 }, () => line));
    const stop = new AbortController();
    const reason = new SpatialRewardError("interrupted", "stopped");
    const seen: (number | undefined)[][] = [];
    const stopped = measure(() => 0.2, {
      signal: stop.signal,
      onProgress: (done, total) => {
        seen.push([done, total]);
        if (done === 3) stop.abort(reason);
      },
    });
    await expect(stopped).rejects.toBe(reason);
    expect(seen[0]).toEqual([1, 20]);
  });
});

describe("episodes", () => {
  const episode = (name: string, outcome: string, distances: readonly number[]) =>
    distances.map((x, i) => ({
      ...scene(x),
      episode: name,
      t: i / 5,
      outcome,
      task: { subject: "gripper", object: "red mug" },
    }));
  const reach = [0.5, 0.4, 0.3, 0.2, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02];
  const miss = [0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2];

  it("are followed through the filter, ranked, and judged at a threshold chosen here", async () => {
    await write([...episode("a", "success", reach), ...episode("b", "miss", miss)]);
    let asked = 0;
    const { trajectories } = await measure(({ stamp }) => {
      const episode = asked++ < reach.length ? reach : miss;
      return episode[Math.round(Number(stamp) / 2e8)];
    });
    expect(trajectories).toMatchObject({
      episodes: 2,
      judged: true,
      successAuc: 1,
      thresholdChosenHere: true,
      success: { rule: "near", truePositiveRate: 1, falsePositiveRate: 0 },
    });
    expect(trajectories?.medianSpearman).toBeGreaterThan(0.9);
    expect(trajectories?.medianSpearmanRaw).toBeCloseTo(1, 12);
  });

  it("of another motion than the one asked for are left out", async () => {
    const [taken, placed] = [episode("a", "success", reach), episode("b", "drop", miss)];
    await write([
      ...taken.map((line) => ({ ...line, motion: "take" })),
      ...placed.map((line) => ({ ...line, motion: "place" })),
    ]);
    const seen: (readonly [number, number | undefined])[] = [];
    const { trajectories, images } = await measure(() => 0.1, {
      motion: "take",
      onProgress: (done, total) => seen.push([done, total]),
    });
    expect(trajectories?.scores.map(({ episode }) => episode)).toEqual(["a"]);
    expect(images).toBe(reach.length);
    await expect(measure(() => 0.1, { motion: "pour" })).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringContaining("pour"),
    });
  });

  it("are scored by the reward benchmarks, on what a film says when it runs on and back", async () => {
    await write([...episode("a", "success", reach), ...episode("b", "miss", miss)]);
    const { rewards = [] } = await measure(({ stamp }) => 0.5 - Number(stamp) / 1e10);
    const score = (name: string) => rewards.find(({ measure: each }) => each === name);
    expect(score("voc")).toMatchObject({ episodes: 1, ofTruth: expect.any(Number) });
    expect(score("voc")?.value).toBeGreaterThan(0.99);
    // What is said is of single frames: on the way back it says the same of the same frame.
    expect(score("reversedVoc")?.value).toBeGreaterThan(0.9);
    expect(score("grounding")).toMatchObject({ value: Number.NaN, remarks: { "no-others": 1 } });
  });

  it("are asked about other things in sight where that is wished, and about no others", async () => {
    const hidden = { ...thing("green can", 0.3), visible: 0.1 };
    const crowded = episode("a", "success", reach).map((line) => ({
      ...line,
      things: [...line.things, thing("blue bowl", 0.5), hidden],
    }));
    await write(crowded);
    const names = new Set<string>();
    const counting: Backend = {
      ...backend(() => 0.1),
      ask: async (_, questions) => {
        for (const { query } of questions) if (query) names.add(query.object || query.subject);
        return questions.map(() => ({
          text: "10 cm",
          reading: { kind: "length", metres: 0.1 },
          confidence: 1,
        }));
      },
    };
    const { rewards = [] } = await measure(() => 0.1, {
      others: true,
      backend: async () => counting,
    });
    expect([...names].sort()).toEqual(["blue bowl", "red mug"]);
    // The same answer for every thing is a tie, which does not count.
    expect(rewards.find(({ measure: each }) => each === "grounding")).toMatchObject({ value: 0 });
  });

  it("count the frames that got no answer", async () => {
    await write(episode("a", "success", reach));
    const { trajectories } = await measure(({ stamp }) => (stamp === 0n ? undefined : 0.1));
    expect(trajectories?.scores[0]).toMatchObject({ frames: 11, unanswered: 1 });
  });
});

it("a data set with nothing to ask says how to get questions", async () => {
  await write([scene(0.2)]);
  const evaluation = measure(() => 1);
  await expect(evaluation).rejects.toThrow(SpatialRewardError);
  await expect(evaluation).rejects.toThrow(/vqa DATA --in-place/);
});
