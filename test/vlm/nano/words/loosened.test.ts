import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Understood } from "../../../../src/vlm/index.js";
import { loosened } from "../../../../src/vlm/nano/words/loosened.js";
import { distanceOf, together } from "../../../../src/vlm/nano/words/meaning.js";
import { questionFor } from "../../../../src/vqa/index.js";

const howFar = questionFor({ relation: "distance", subject: "gripper", object: "crimson teacup" });
const understood = (distance: number, phrase = "crimson teacup"): readonly Understood[] => [
  { phrase, as: "red cup", distance, unused: [] },
];
const located = {
  pixel: [10, 20] as const,
  point: [0.1, 0, 0.8] as const,
  visible: 0.9,
  variance: [1e-4, 1e-4, 4e-4] as const,
  size: { extents: [0.08, 0.1, 0.08] as const, logVariance: [0.04, 0.04, 0.04] as const },
};
const length = (metres: number, stddev?: number): Answer => ({
  text: "",
  reading: { kind: "length", metres, ...(stddev !== undefined && { stddev }) },
  subject: located,
  object: located,
  confidence: 0.8,
});
const stddevOf = ({ reading }: Answer): number =>
  (reading.kind === "length" ? reading.stddev : undefined) ?? Number.NaN;
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("an answer about what a name was understood as", () => {
  it("is untouched where every name is known", () => {
    const answer = length(0.2, 0.03);
    expect(loosened(answer, howFar, [])).toBe(answer);
  });

  it("is less sure of a length by the meaning's distance as a share of it", () => {
    const answer = loosened(length(0.2, 0.03), howFar, understood(0.5));
    expect(stddevOf(answer)).toBeCloseTo(Math.hypot(0.03, 0.5 * 0.2, 0.5 * 0.03), 12);
    expect(answer.reading).toMatchObject({ metres: 0.2 });
    expect(answer.confidence).toBeCloseTo(0.4, 12);
    expect(answer.understood).toEqual(understood(0.5));
  });

  it("is less sure of where and how large the thing is, and of that thing alone", () => {
    const { subject, object } = loosened(length(0.2, 0.03), howFar, understood(0.5));
    expect(subject).toEqual(located);
    expect(object?.variance?.[2]).toBeCloseTo(4e-4 + (0.8 ** 2 + 4e-4) * 0.25, 12);
    expect(object?.size?.logVariance).toEqual([0.29, 0.29, 0.29]);
    expect(object).toMatchObject({ pixel: [10, 20], point: [0.1, 0, 0.8], visible: 0.9 });
  });

  it("keeps a length without deviation without one", () => {
    expect(loosened(length(0.2), howFar, understood(0.5)).reading).toEqual(length(0.2).reading);
  });

  it("is as unsure of both things of a question whose names can't be told apart", () => {
    const free = { text: "how far is the gripper from the crimson teacup" };
    const { subject, object } = loosened(length(0.2, 0.03), free, understood(0.5));
    expect(subject).toEqual(object);
    expect(subject?.variance?.[2]).toBeGreaterThan(4e-4);
  });

  it("takes a probability towards even, never past it", () => {
    fc.assert(
      fc.property(share, share, (probability, distance) => {
        const answer: Answer = {
          text: "",
          reading: { kind: "predicate", probability },
          confidence: 1,
        };
        const { reading } = loosened(answer, howFar, understood(distance));
        const after = reading.kind === "predicate" ? reading.probability : Number.NaN;
        expect(Math.abs(after - 0.5)).toBeLessThanOrEqual(Math.abs(probability - 0.5) + 1e-12);
        expect((after - 0.5) * (probability - 0.5)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("is the less sure, the further what it is about is from what was meant", () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)].map((distance) =>
          loosened(length(0.2, 0.03), howFar, understood(distance)),
        );
        expect(stddevOf(near ?? length(0))).toBeLessThanOrEqual(stddevOf(far ?? length(0)));
      }),
    );
  });
});

describe("distances of meaning", () => {
  it("taken together are at least each of them, and at most 1", () => {
    fc.assert(
      fc.property(fc.array(share), (distances) => {
        const all = together(distances);
        expect(all).toBeGreaterThanOrEqual(Math.max(0, ...distances) - 1e-12);
        expect(all).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of a word for anything is smaller where a colour is said", () => {
    const noun = { phrase: "object", distance: 0.6 };
    expect(distanceOf({ noun, unused: 0 })).toBeCloseTo(0.6, 12);
    expect(distanceOf({ noun, colour: 0, unused: 0 })).toBeCloseTo(0.4, 12);
  });

  it("grow with every word that is not used, up to four", () => {
    const noun = { phrase: "cup", distance: 0 };
    const of = (unused: number): number => distanceOf({ noun, unused });
    expect([0, 1, 2, 4, 9].map(of)).toEqual([0, 0.05, 0.1, 0.2, 0.2].map((d) => expect.closeTo(d)));
  });
});
