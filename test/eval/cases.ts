import type { Case } from "../../src/eval/index.js";
import type { Reading } from "../../src/vqa/index.js";

const plain = { image: "a.png", question: "?", answer: "", ofGripper: false } as const;

export const unreadable: Reading = { kind: "unreadable", reason: "refusal" };
export const notVisible: Reading = { kind: "unreadable", reason: "not-visible" };

/** How far it is, and what was answered; `truth` undefined: something asked about isn't there. */
export const length = (
  truth: number | undefined,
  answer: number | Reading,
  more: Partial<Case> & { readonly stddev?: number } = {},
): Case => {
  const { stddev, ...rest } = more;
  const reading: Reading =
    typeof answer === "number"
      ? { kind: "length", metres: answer, ...(stddev !== undefined && { stddev }) }
      : answer;
  return { ...plain, relation: "distance", truth, reading, ...rest };
};

export const predicate = (
  truth: boolean,
  answer: number | Reading,
  more: Partial<Case> = {},
): Case => ({
  ...plain,
  relation: "left_of",
  truth,
  reading: typeof answer === "number" ? { kind: "predicate", probability: answer } : answer,
  ...more,
});
