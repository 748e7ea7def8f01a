import { describe, expect, it } from "vitest";
import type { Frame } from "../../../src/core/index.js";
import { modelDetector, serverDetector } from "../../../src/data-engine/index.js";
import type { Answer, Backend, Located, Talk, TalkMessage } from "../../../src/vlm/index.js";

const frame: Frame = {
  stamp: 0n,
  camera: "test",
  frameId: "",
  width: 640,
  height: 480,
  intrinsics: { fx: 500, fy: 500, cx: 320, cy: 240 },
  rgb: async () => ({ width: 640, height: 480, data: new Uint8Array(640 * 480 * 3) }),
};
const given = { name: "000000", frame };

const at = (u: number, visible: number): Located => ({
  pixel: [u, 240],
  point: [((u - 320) / 500) * 0.5, 0, 0.5],
  visible,
  variance: [0.0001, 0.0001, 0.0004],
  size: { extents: [0.05, 0.1, 0.05], logVariance: [0.01, 0.01, 0.04] },
});

/** A model that sees what it is told to see, by name, and keeps what it was asked. */
const seeing = (seen: Readonly<Record<string, Located>>) => {
  const asked: string[][] = [];
  const backend: Backend = {
    identity: { source: "nano", name: "fake", version: "1", hash: "" },
    ask: async (_, questions) => {
      const names = questions.map(({ query }) => query?.subject ?? "");
      asked.push(names);
      return names.map(
        (name): Answer => ({
          text: "",
          reading: { kind: "predicate", probability: 1 },
          confidence: 1,
          subject: seen[name] ?? at(0, 0),
        }),
      );
    },
    close: async () => undefined,
  };
  return { backend, asked };
};

describe("nano as a detector", () => {
  it("finds nouns, and two of a kind by their colours", async () => {
    const { backend } = seeing({
      mug: at(100, 0.9),
      "red mug": at(100, 0.95),
      "blue mug": at(400, 0.9),
    });
    const found = await modelDetector(backend).find(given);
    expect(found.map(({ name }) => name).sort()).toEqual(["blue mug", "red mug"]);
  });

  it("calls one place by its surest name", async () => {
    const { backend } = seeing({ mug: at(100, 0.9), cup: at(102, 0.85) });
    expect((await modelDetector(backend).find(given)).map(({ name }) => name)).toEqual(["mug"]);
  });

  it("asks for colours of what is there alone", async () => {
    const { backend, asked } = seeing({ bowl: at(100, 0.9) });
    await modelDetector(backend).find(given);
    expect(asked[1]?.every((name) => name.endsWith(" bowl"))).toBe(true);
  });

  it("asks for names as they are given, and nothing besides", async () => {
    const { backend, asked } = seeing({ "red mug": at(100, 0.9) });
    const found = await modelDetector(backend, ["red mug", "lid"]).find(given);
    expect(asked).toEqual([["red mug", "lid"]]);
    expect(found).toHaveLength(1);
  });

  it("draws the box that the thing's size has at its depth, and keeps the model's own place", async () => {
    const { backend } = seeing({ "red mug": at(320, 0.9) });
    const [found] = await modelDetector(backend, ["red mug"]).find(given);
    expect((found?.box.right ?? 0) - (found?.box.left ?? 0)).toBeCloseTo(1.15 * 50, 6);
    expect(found?.placed?.centre).toEqual([0, 0, 0.5]);
    expect(found?.placed?.deviation.centre[2]).toBeCloseTo(0.02, 6);
    expect(found?.placed?.deviation.size?.[2]).toBeCloseTo(0.05 * 0.2, 6);
  });

  it("does not see what is unsure", async () => {
    const { backend } = seeing({ mug: at(100, 0.79) });
    expect(await modelDetector(backend).find(given)).toEqual([]);
  });
});

describe("a server's model as a detector", () => {
  const saying = (text: string) => {
    const said: TalkMessage[] = [];
    const talk: Talk = {
      name: "m",
      usage: () => undefined,
      reply: async (messages) => {
        said.push(...messages);
        return { text, calls: [], refused: false };
      },
    };
    return { talk, said };
  };
  const one = '{"name": "red mug", "x0": 100, "y0": 250, "x1": 200, "y1": 500}';

  it.each([
    ["plain", `{"things": [${one}]}`],
    ["fenced, with words about it", `Here:\n\`\`\`json\n{"things": [${one}]}\n\`\`\`\nDone.`],
  ])("reads %s JSON, in thousandths of the picture's sides", async (_, text) => {
    const found = await serverDetector(saying(text).talk).find(given);
    expect(found).toEqual([
      { name: "red mug", score: 0.5, box: { left: 64, top: 120, right: 128, bottom: 240 } },
    ]);
  });

  it("shows the picture, and asks for what is looked for", async () => {
    const { talk, said } = saying('{"things": []}');
    await serverDetector(talk, ["lid", "bolt"]).find(given);
    expect(said[1]).toMatchObject({
      role: "user",
      image: frame,
      text: expect.stringContaining("lid, bolt"),
    });
  });

  it.each([
    "",
    "I see a mug.",
    '{"things": 3}',
    '{"things": [{"name": "a"}]}',
    "{",
    '{"things": [{"name": "a", "x0": 9, "y0": 9, "x1": 9, "y1": 9}]}',
  ])("makes nothing of %j", async (text) => {
    expect(await serverDetector(saying(text).talk).find(given)).toEqual([]);
  });

  it("keeps boxes within the picture", async () => {
    const text = '{"things": [{"name": "a", "x0": -50, "y0": 0, "x1": 2000, "y1": 1000}]}';
    const [found] = await serverDetector(saying(text).talk).find(given);
    expect(found?.box).toEqual({ left: 0, top: 0, right: 640, bottom: 480 });
  });
});
