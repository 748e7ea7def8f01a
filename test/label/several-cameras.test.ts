import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import type { Frame, Observation } from "../../src/core/index.js";
import {
  type BagSummary,
  factsTopic,
  type LabelSettings,
  labelBag,
} from "../../src/label/index.js";
import { decodeFacts } from "../../src/messages/index.js";
import { parseTask } from "../../src/reward/index.js";
import {
  compressedImage,
  firstStamp,
  camera as front,
  jpeg,
  type Message,
  task as taskText,
  writeRecording,
} from "../cli/recording.js";
import { answerOf, backendThat, lengthAnswer } from "../pipeline/fakes.js";

const side = "/side/image_raw/compressed";
const ms = (value: number): bigint => BigInt(value) * 1_000_000n;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "several-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A picture taken and logged so many milliseconds after the start. */
const shot = async (topic: string, taken: number, logged = taken): Promise<Message> => ({
  topic,
  logTime: firstStamp + ms(logged),
  data: compressedImage(firstStamp + ms(taken), await jpeg(taken / 10)),
});

/** 12 frames at 10 Hz of the front camera, at 30 Hz of the side camera. */
const recorded = async (skew = 0): Promise<readonly Message[]> => {
  const fronts = Array.from({ length: 12 }, (_, n) => shot(front, 100 * n));
  const sides = Array.from({ length: 36 }, (_, n) => shot(side, 33 * n + 5 + skew, 33 * n + 5));
  const all = await Promise.all([...fronts, ...sides]);
  return all.sort((a, b) => Number(a.logTime - b.logTime));
};

interface Run {
  readonly summary: BagSummary;
  readonly facts: readonly Pick<Observation, "stamp" | "facts">[];
  readonly asked: readonly Frame[];
  readonly remarks: readonly string[];
}

const cameras =
  "cameras: { front: /camera/image_raw, side: /side/image_raw, wrist: /wrist/image_raw }\n";
let runs = 0;

/** Labels with a model to which the mug is hidden from the front from half a second on. */
const labelled = async (
  messages: readonly Message[],
  more: Partial<LabelSettings> = {},
  interruptAt = Number.POSITIVE_INFINITY,
  output = join(folder, `out-${runs++}`),
): Promise<Run> => {
  const input = await writeRecording(join(folder, `in-${runs++}.mcap`), messages);
  return labelledFile(input, more, interruptAt, output);
};

const labelledFile = async (
  input: string,
  more: Partial<LabelSettings>,
  interruptAt: number,
  output: string,
): Promise<Run> => {
  const asked: Frame[] = [];
  const remarks: string[] = [];
  const stop = new AbortController();
  const backend = backendThat(async (frame, questions) => {
    asked.push(frame);
    if (asked.length > interruptAt) stop.abort(new Error("interrupted"));
    const hidden = frame.camera === front && frame.stamp - firstStamp >= ms(500);
    const reading = { kind: "unreadable", reason: "not-visible" } as const;
    return questions.map(() =>
      hidden ? answerOf(reading) : lengthAnswer(frame.camera === side ? 0.25 : 0.3),
    );
  });
  const task = parseTask(taskText + cameras);
  const summary = await labelBag({
    input,
    output,
    settings: { task, version: "test", csv: false, sidecar: false, ...more },
    origin: { kind: "model", backend, precision: "fp32" },
    signal: stop.signal,
    onProgress: () => undefined,
    onRemark: (text) => remarks.push(text),
  });
  const reader = await openBag(output);
  const facts: Observation[] = [];
  for await (const { data } of reader.messages({ topics: [factsTopic] }))
    facts.push(decodeFacts(data));
  await reader.close();
  return { summary, facts, asked, remarks };
};

const milliseconds = ({ stamp }: { readonly stamp: bigint }): number =>
  Number((stamp - firstStamp) / ms(1));

describe("labelling with several cameras", () => {
  it("lets another camera stand in where the pacing one can't tell, and says which", async () => {
    const { facts, summary } = await labelled(await recorded());
    expect(facts.map(({ facts: [fact] }) => fact?.source)).toEqual([
      ...new Array(5).fill("onnx:fake"),
      ...new Array(7).fill("camera:side"),
    ]);
    expect(summary).toMatchObject({
      frames: 12,
      labelled: 12,
      cameras: [{ camera: "side", frames: 12, used: 7 }],
      sources: [
        { key: expect.any(String), source: "camera:side", frames: 7 },
        { key: expect.any(String), source: "onnx:fake", frames: 5 },
      ],
    });
    expect(await readFile(join(summary.output, "report.html"), "utf8")).toContain(
      "with facts by camera side",
    );
  });

  it("asks about no frame of another camera but the nearest of each frame, once", async () => {
    const { asked } = await labelled(await recorded());
    const sides = asked.filter(({ camera }) => camera === side).map(milliseconds);
    expect(sides.toSorted((a, b) => a - b)).toEqual([
      5, 104, 203, 302, 401, 500, 599, 698, 797, 896, 995, 1094,
    ]);
    expect(asked).toHaveLength(24);
  });

  it("asks about one camera's frame for each that --rate takes", async () => {
    const { asked } = await labelled(await recorded(), { rate: 5 });
    const sides = asked.filter(({ camera }) => camera === side);
    expect([sides.length, asked.length]).toEqual([6, 12]);
  });

  it("is the same, whatever the order in which the cameras were logged", async () => {
    const messages = await recorded();
    const late = messages
      .map((message, n) =>
        message.topic === side
          ? { ...message, logTime: message.logTime + ms((37 * n) % 60) }
          : message,
      )
      .sort((a, b) => Number(a.logTime - b.logTime));
    const [one, other] = [await labelled(messages), await labelled(late)];
    expect(other.facts).toEqual(one.facts);
  });

  it("does without one that the recording lacks, and remarks it", async () => {
    const messages = await recorded();
    const { remarks } = await labelled(messages);
    expect(remarks).toEqual([
      "the recording lacks the task's camera wrist (/wrist/image_raw): it adds nothing",
    ]);
    const alone = await labelled(messages.filter(({ topic }) => topic === front));
    expect(alone.summary).toMatchObject({ frames: 12, labelled: 5 });
    expect(alone.summary).not.toHaveProperty("cameras");
    expect(alone.remarks).toHaveLength(2);
  });

  it("does without one whose clock differs, and counts the frames", async () => {
    const { summary, asked } = await labelled(await recorded(10_000));
    expect(summary.labelled).toBe(5);
    expect(summary.reasons).toContainEqual({
      kind: "camera",
      what: "camera side: its clock is 10.0 s ahead of the pacing camera's; its frames are not used",
      count: expect.any(Number),
    });
    expect(asked.every(({ camera }) => camera === front)).toBe(true);
  });

  it("tells of another camera's lens as of that camera's", async () => {
    const { summary } = await labelled(await recorded());
    const lens = expect.stringMatching(/^camera side: no CameraInfo: a field of view of 60°/);
    expect(summary.reasons).toContainEqual({ kind: "camera", what: lens, count: 36 });
  });

  it("uses one camera alone where --evidence leaves cameras out", async () => {
    const { summary, asked } = await labelled(await recorded(), { evidence: ["model", "depth"] });
    expect([summary.labelled, asked.length]).toEqual([5, 12]);
  });

  it("goes on where it was interrupted, to the same facts", async () => {
    const input = await writeRecording(join(folder, "interrupted.mcap"), await recorded());
    const output = join(folder, "interrupted-out");
    await expect(labelledFile(input, {}, 13, output)).rejects.toThrow();
    const resumed = await labelledFile(input, {}, Number.POSITIVE_INFINITY, output);
    expect(resumed.asked.length).toBeLessThan(24);
    const whole = await labelled(await recorded());
    expect(resumed.facts).toEqual(whole.facts);
    expect(resumed.summary.cameras).toEqual(whole.summary.cameras);
  });
});
