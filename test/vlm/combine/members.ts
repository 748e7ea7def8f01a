import { createHash } from "node:crypto";
import type { FactSource } from "../../../src/core/index.js";
import type { Answer, Backend } from "../../../src/vlm/index.js";
import type { Question } from "../../../src/vqa/index.js";

export const metres = (value: number, stddev?: number): Answer => ({
  text: `${value} m`,
  reading: { kind: "length", metres: value, ...(stddev !== undefined && { stddev }) },
  confidence: 0.9,
});

export const holds = (probability: number): Answer => ({
  text: probability > 0.5 ? "yes" : "no",
  reading: { kind: "predicate", probability },
  confidence: 0.8,
});

export const silent = (reason: "refusal" | "not-visible" | "empty" = "refusal"): Answer => ({
  text: reason,
  reading: { kind: "unreadable", reason },
  confidence: 0,
});

export const failed: Answer = {
  text: "",
  reading: { kind: "unreadable", reason: "empty" },
  confidence: 0,
  failure: { code: "server.timeout", message: "no answer within 1 s" },
};

export interface FakeBackend extends Backend {
  /** The texts asked, call by call. */
  readonly asked: (readonly string[])[];
  readonly closed: () => boolean;
}

/** Gives an answer to each text, or throws. */
export const fake = (
  source: FactSource,
  answer: (question: Question) => Answer | Error,
  extra: Partial<Backend> = {},
): FakeBackend => {
  const asked: (readonly string[])[] = [];
  let closed = false;
  return {
    identity: {
      source,
      name: source,
      version: "1",
      hash: createHash("sha256").update(source).digest("hex"),
    },
    asked,
    closed: () => closed,
    ask: async (_frame, questions, signal) => {
      signal?.throwIfAborted();
      asked.push(questions.map(({ text }) => text));
      return questions.map((question) => {
        const given = answer(question);
        if (given instanceof Error) throw given;
        return given;
      });
    },
    close: async () => {
      closed = true;
    },
    ...extra,
  };
};
