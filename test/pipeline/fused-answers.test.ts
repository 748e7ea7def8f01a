import { describe, expect, it } from "vitest";
import type { DepthView, Frame } from "../../src/core/index.js";
import { fusedAnswers } from "../../src/pipeline/index.js";
import { parseQuestion } from "../../src/vqa/index.js";
import { answerOf, frameAt, identity, lengthAnswer } from "./fakes.js";

const intrinsics = { fx: 300, fy: 300, cx: 160, cy: 120 };
const depth = (metres: number): DepthView => ({
  stamp: 0n,
  stddevAt: () => 0.005,
  pointsIn: async () => Float32Array.from(new Array(40).fill([0, 0, metres]).flat()),
});
const frame: Frame = { ...frameAt(0), width: 320, height: 240, intrinsics };

const questions = [
  "How far is the cup from the bowl?",
  "Is the cup on the bowl?",
  "What is the meaning of life?",
].map(parseQuestion);
const cup = { pixel: [100, 120], visible: 1 } as const;
const bowl = { pixel: [220, 120], visible: 1 } as const;
const answers = [
  { ...lengthAnswer(0.9, 0.02), subject: cup, object: bowl },
  answerOf({ kind: "predicate", probability: 0.1 }, { subject: cup, object: bowl }),
  answerOf({ kind: "unreadable", reason: "no-number" }),
];
const known = { by: identity, besides: { gripper: "gripper" } };

describe("answers about one picture", () => {
  it("are the model's own where nothing is known besides", async () => {
    const told = await fusedAnswers(frame, questions, answers, known);
    expect(told.answers[0]).toMatchObject({
      reading: { kind: "length", metres: 0.9, stddev: 0.02 },
    });
    expect(told.answers.slice(1)).toEqual(answers.slice(1));
    expect(told.refused).toEqual([]);
  });

  it("have lengths by the measured depth, and say so; what is no length stays", async () => {
    const told = await fusedAnswers({ ...frame, depth: depth(0.8) }, questions, answers, known);
    const [length, ...rest] = told.answers;
    expect(length).toMatchObject({ source: "depth+onnx:fake", reading: { kind: "length" } });
    // 120 pixels apart at 0.8 m.
    const { reading } = length ?? {};
    expect(reading?.kind === "length" && Math.abs(reading.metres - 0.32)).toBeLessThan(0.02);
    expect(rest).toEqual(answers.slice(1));
  });

  it("tell what is not believed", async () => {
    const [first] = answers;
    const point = [0, 0, 0.8] as const;
    const variance = [1e-4, 1e-4, 1e-3] as const;
    const placed = { ...first, subject: { ...cup, point, variance }, object: bowl } as typeof first;
    const { refused } = await fusedAnswers(
      { ...frame, depth: depth(3) },
      questions.slice(0, 1),
      placed ? [placed] : [],
      known,
    );
    expect(refused).toEqual([
      { source: "depth", thing: "cup", why: expect.stringMatching(/m from what else is known$/) },
    ]);
  });
});
