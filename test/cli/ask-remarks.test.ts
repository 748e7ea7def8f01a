import { describe, expect, it } from "vitest";
import { remarksOn } from "../../src/cli/ask-remarks.js";
import type { Answer } from "../../src/vlm/index.js";
import { parseQuestion } from "../../src/vqa/index.js";

const question = parseQuestion("How far is the gripper from the red mug?");
const other = parseQuestion("How far is the bowl from the red mug?");
const place = (visible: number) => ({ pixel: [1, 2], point: [0, 0, 1], visible }) as const;

const answer = (more: Partial<Answer> = {}): Answer => ({
  text: "25 cm",
  reading: { kind: "length", metres: 0.25, stddev: 0.01 },
  confidence: 1,
  ...more,
});

describe("what to know before answers are believed", () => {
  it("is nothing of a familiar image with a gripper in plain sight", () => {
    const known = answer({ novelty: 0.4, subject: place(0.95), object: place(0.1) });
    expect(remarksOn([question], [known])).toEqual([]);
  });

  it("is how unlike the image is to those that the model has learnt from", () => {
    expect(remarksOn([question], [answer({ novelty: 2.34 })])).toEqual([
      expect.stringMatching(/unlike.*novelty 2\.34/),
    ]);
  });

  it("is that nothing like a gripper is in sight, where one is asked about", () => {
    const hidden = { reading: { kind: "unreadable", reason: "not-visible" } } as const;
    const unseen = answer({ ...hidden, subject: place(0.08), object: place(0.9) });
    const dim = answer({ subject: place(0.4), object: place(0.9) });
    expect(remarksOn([question], [dim])).toEqual([
      "Whether a gripper is in sight is unsure (probability 0.40).",
    ]);
    expect(remarksOn([question], [unseen])).toEqual([
      "Nothing like a gripper is in sight (probability 0.08).",
    ]);
    expect(remarksOn([other], [unseen])).toEqual([]);
  });

  it("is nothing where a model tells neither", () => {
    expect(remarksOn([question, other], [answer(), answer()])).toEqual([]);
  });
});
