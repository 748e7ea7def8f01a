import { appendFile, mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ObservedFrame } from "../../src/label/observed-frame.js";
import { openStage, readStage } from "../../src/label/stage.js";

const frame = (index: number): ObservedFrame => ({
  index,
  logTime: 1_700_000_000_123_456_789n + BigInt(index),
  startsEpisode: index === 2,
  observation: {
    stamp: 1_700_000_000_000_000_001n + BigInt(index),
    frameId: "camera_optical",
    facts: [
      {
        relation: "distance",
        subject: "gripper",
        object: "tasse à café ☕",
        source: "nano",
        confidence: 0.75,
        metres: 0.1 + 0.2,
        stddev: 1 / 3,
        subjectPoint: [0.1, -0.2, 0.7],
      },
      {
        relation: "above",
        subject: "gripper",
        object: "mug",
        source: "onnx:tiny",
        confidence: 1,
        probability: 0.9,
        referenceFrame: "gravity",
      },
    ],
    unanswered: [
      { query: { relation: "height", subject: "mug", object: "" }, reason: "not-visible" },
    ],
    ...(index === 1 ? { failure: { code: "image.corrupt", message: "broken\nJPEG" } } : {}),
  },
});

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stage-"));
  path = join(folder, "observations.jsonl");
});
afterEach(() => rm(folder, { recursive: true }));

const append = async (indexes: readonly number[], madeFrom: unknown = { task: 1 }) => {
  const stage = await openStage(path, madeFrom);
  for (const index of indexes) await stage.append(frame(index));
  await stage.close();
  return stage.found;
};

const read = async (): Promise<ObservedFrame[]> => {
  const frames: ObservedFrame[] = [];
  for await (const each of readStage(path)) frames.push(each);
  return frames;
};

describe("the stage of a recording being labelled", () => {
  it("gives back exactly what was put in", async () => {
    await append([0, 1, 2]);
    expect(await read()).toEqual([frame(0), frame(1), frame(2)]);
  });

  it("goes on after what an earlier run left", async () => {
    await append([0, 1]);
    expect(await append([2])).toBe(2);
    expect(await read()).toEqual([frame(0), frame(1), frame(2)]);
  });

  it("keeps nothing that was made from something else", async () => {
    await append([0, 1]);
    expect(await append([7], { task: 2 })).toBe(0);
    expect(await read()).toEqual([frame(7)]);
  });

  it("drops a torn line, wherever the process died", async () => {
    await append([0, 1]);
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        await rm(path);
        await append([0, 1]);
        await truncate(path, length);
        const found = await append([]);
        expect(found).toBeLessThan(2);
        await append([0, 1].slice(found));
        expect(await readFile(path)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("drops a line of zeros, as a power cut leaves them", async () => {
    await append([0]);
    await appendFile(path, Buffer.alloc(300));
    expect(await append([1])).toBe(1);
    expect(await read()).toEqual([frame(0), frame(1)]);
  });
});
