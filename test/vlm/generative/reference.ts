import { expect } from "vitest";
import { type GenerativeParts, idsOf } from "../../../src/vlm/generative/ask.js";
import { converse, type Model } from "../../../src/vlm/generative/converse.js";
import type { Decoding } from "../../../src/vlm/generative/decoding.js";
import { fromLogits } from "../../../src/vlm/generative/next-token.js";
import { promptOf } from "../../../src/vlm/generative/sequences.js";
import { type GoldenCase, pictureFrame } from "./golden.js";

/** Largest difference between float32 sums that were made in another order; logits here are within ±30. */
export const tolerance = 2e-3;

export const furthest = (a: Float32Array, b: Float32Array): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Number.NaN))), 0);
};

/** Logarithms of the probabilities that logits stand for. */
export const logProbabilities = (logits: Float32Array): Float32Array => {
  const next = fromLogits(logits);
  return logits.map((_, token) => next.logProbability(token));
};

/** Goes on as the reference did, and remembers each token's probability. */
const following = ({ continuation, logits }: GoldenCase, seen: Float32Array[]): Decoding => ({
  oneStep: false,
  reads: Array.from(logits[0] ?? [], (_, token) => token),
  advance: ([next]) => {
    if (next && logits[0]) seen.push(logits[0].map((_, token) => next.logProbability(token)));
    const token = continuation[seen.length - 1];
    return token === undefined || seen.length === continuation.length ? [] : [{ from: 0, token }];
  },
  result: () => ({ text: "", reading: { kind: "unreadable", reason: "empty" }, confidence: 0 }),
});

/** The log probabilities of each case's tokens, all asked about the first one's picture together. */
export const probabilitiesOf = async (
  { family, engine, ...parts }: GenerativeParts,
  cases: readonly GoldenCase[],
  model: Model = parts.model,
): Promise<readonly (readonly Float32Array[])[]> => {
  const image = await family.image(pictureFrame(cases[0]?.picture ?? [1, 1]));
  const seen = cases.map((): Float32Array[] => []);
  const turns = cases.map((each, at) => ({
    prompt: promptOf(idsOf(each.question, image, { family, ...parts }), image, family),
    decoding: following(each, seen[at] ?? []),
  }));
  await engine.call(async (lane) =>
    converse(model, lane, await model.embedder.encode(lane, image.feeds), turns),
  );
  return seen;
};

export const expectGolden = (
  seen: readonly (readonly Float32Array[])[],
  cases: readonly GoldenCase[],
): void => {
  for (const [at, { logits }] of cases.entries())
    for (const [step, wanted] of logits.entries())
      expect(
        furthest(seen[at]?.[step] ?? new Float32Array(), logProbabilities(wanted)),
      ).toBeLessThan(tolerance);
};
