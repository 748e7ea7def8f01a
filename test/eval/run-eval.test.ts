import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Frame, SpatialRewardError } from "../../src/core/index.js";
import { runEval } from "../../src/eval/index.js";
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

const question = (truth: { metres?: number }) => ({
  question: "How far is the gripper from the red mug?",
  answer: "?",
  fact: { relation: "distance", subject: "gripper", object: "red mug", ...truth },
});

describe("questions of a data set", () => {
  it("are asked in their own words and judged by their facts", async () => {
    await write([{ ...scene(0.2), questions: [question({ metres: 0.2 })] }]);
    const report = await runEval({ sources: [folder], backend: backend(() => 0.25), hold: 0.5 });
    expect(report.images).toBe(1);
    expect(report.questions?.lengths.distance).toMatchObject({ asked: 1, answered: 1 });
    expect(report.questions?.lengths.distance?.mae).toBeCloseTo(0.05, 12);
    expect(report.trajectories).toBeUndefined();
  });

  it("about unseen things have no truth to judge by", async () => {
    const questions = [question({}), question({ metres: 0.2 })];
    await write([{ ...scene(0.2), questions }]);
    const report = await runEval({ sources: [folder], backend: backend(() => 0.2), hold: 0.5 });
    expect(report.questions?.lengths.distance?.asked).toBe(1);
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
    let at = 0;
    const truths = [...reach, ...miss];
    const { trajectories } = await runEval({
      sources: [folder],
      backend: backend(() => truths[at++]),
      hold: 0.4,
    });
    expect(trajectories).toMatchObject({
      episodes: 2,
      successAuc: 1,
      thresholdChosenHere: true,
      success: { truePositiveRate: 1, falsePositiveRate: 0 },
    });
    expect(trajectories?.medianSpearman).toBeGreaterThan(0.9);
  });

  it("count the frames that got no answer", async () => {
    await write(episode("a", "success", reach));
    const { trajectories } = await runEval({
      sources: [folder],
      backend: backend(({ stamp }) => (stamp === 0n ? undefined : 0.1)),
      hold: 0.4,
      threshold: 0.15,
    });
    expect(trajectories?.scores[0]).toMatchObject({ frames: 11, unanswered: 1 });
    expect(trajectories).toMatchObject({ thresholdChosenHere: false });
  });
});

it("an episode without answers has no order: its rank correlation counts as 0", async () => {
  const line = { ...scene(0.2), episode: "a", t: 0, outcome: "miss" };
  await write([{ ...line, task: { subject: "gripper", object: "red mug" } }]);
  const { trajectories } = await runEval({
    sources: [folder],
    backend: backend(() => undefined),
    hold: 0.4,
    threshold: 0.1,
  });
  expect(trajectories).toMatchObject({ episodes: 1, medianSpearman: 0 });
});

it("a data set with nothing to ask says how to get questions", async () => {
  await write([scene(0.2)]);
  const evaluation = runEval({ sources: [folder], backend: backend(() => 1), hold: 0.5 });
  await expect(evaluation).rejects.toThrow(SpatialRewardError);
  await expect(evaluation).rejects.toThrow(/vqa DATA --in-place/);
});
