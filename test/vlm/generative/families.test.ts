import { describe, expect, it } from "vitest";
import { type GenerativeParts, idsOf } from "../../../src/vlm/generative/ask.js";
import { converse, type Model } from "../../../src/vlm/generative/converse.js";
import type { Decoding } from "../../../src/vlm/generative/decoding.js";
import { promptOf } from "../../../src/vlm/generative/sequences.js";
import { type GoldenCase, goldenOf, loadTiny, pictureFrame, tinyFamilies } from "./golden.js";

/** Largest difference between float32 sums that were made in another order; logits here are within ±30. */
const tolerance = 2e-3;

const furthest = (a: Float32Array, b: Float32Array): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Number.NaN))), 0);
};

/** Goes on as the reference did, and remembers the logits. */
const following = ({ continuation }: GoldenCase, seen: Float32Array[]): Decoding => ({
  oneStep: false,
  advance: ([logits]) => {
    if (logits) seen.push(logits.slice());
    const token = continuation[seen.length - 1];
    return token === undefined || seen.length === continuation.length ? [] : [{ from: 0, token }];
  },
  result: () => ({ text: "", reading: { kind: "unreadable", reason: "empty" }, confidence: 0 }),
});

/** The logits of each case, all asked about the first one's picture together. */
const logitsOf = async (
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

const expectGolden = (
  seen: readonly (readonly Float32Array[])[],
  cases: readonly GoldenCase[],
): void => {
  for (const [at, { logits }] of cases.entries())
    for (const [step, wanted] of logits.entries())
      expect(furthest(seen[at]?.[step] ?? new Float32Array(), wanted)).toBeLessThan(tolerance);
};

describe.each(tinyFamilies)("%s, as transformers has it", (name) => {
  it("makes the reference's pixel values of a picture, to the last bits", async () => {
    const { family } = await loadTiny(name);
    for (const { picture, pixels, shape } of await goldenOf(name)) {
      const { feeds } = await family.image(pictureFrame(picture));
      expect(feeds.pixel_values?.dims).toEqual(shape);
      expect(
        furthest(Float32Array.from(feeds.pixel_values?.data ?? [], Number), pixels),
      ).toBeLessThan(1e-6);
    }
  });

  it("makes the reference's token ids of a question", async () => {
    const parts = await loadTiny(name);
    for (const { picture, question, ids } of await goldenOf(name)) {
      const image = await parts.family.image(pictureFrame(picture));
      expect(idsOf(question, image, parts)).toEqual(ids);
    }
  });

  it("gives the reference's logits for one question, after the prompt and after each token", async () => {
    const parts = await loadTiny(name);
    for (const each of await goldenOf(name)) expectGolden(await logitsOf(parts, [each]), [each]);
  });

  it("gives the same logits for questions of different lengths in one batch", async () => {
    const parts = await loadTiny(name);
    const cases = (await goldenOf(name)).slice(0, 3);
    expectGolden(await logitsOf(parts, cases), cases);
  });

  it("gives the same logits without a shared prefix", async () => {
    const parts = await loadTiny(name);
    const cases = (await goldenOf(name)).slice(0, 3);
    const model: Model = { ...parts.model, shares: "features" };
    expectGolden(await logitsOf(parts, cases, model), cases);
  });
});
