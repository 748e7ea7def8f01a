import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNumber } from "../../../src/vlm/generative/number-decoding.js";
import { lengthMoments } from "../../../src/vlm/generative/number-moments.js";
import { numberPieces } from "../../../src/vlm/generative/number-search.js";
import { extended, readNumberText } from "../../../src/vlm/generative/number-text.js";
import type { Question } from "../../../src/vqa/index.js";
import { modelThatSays, tokensOf } from "./writing.js";

const vocabulary = [
  ..."0123456789",
  ".",
  " ",
  " c",
  " m",
  "cm",
  " cm",
  " mm",
  "m",
  " meters",
  " in",
].concat([" inches", "I", " don", "no"]);
const tokens = tokensOf(vocabulary);
const asked: Question = { text: "How far?" };

const read = (says: Readonly<Record<string, number>>, question = asked, width = 1) => {
  const decoding = createNumber(question, {
    pieces: numberPieces(tokens),
    width,
    maxTokens: 20,
    leastMass: 1e-3,
    otherwise: () => ({
      oneStep: true,
      reads: [],
      advance: () => [],
      result: () => ({
        text: "something else",
        reading: { kind: "unreadable", reason: "refusal" },
        confidence: 0,
      }),
    }),
  });
  modelThatSays(says, vocabulary).answer(decoding);
  return decoding.result();
};

describe("what a number with its unit may be made of", () => {
  it.each(["0.45 m", "12 cm", "3 in", "3 inches", "1.5meters", "7"])("%s is one", (text) => {
    expect(readNumberText(text)).toBeDefined();
  });

  it.each(["", ".5", "007", "12. cm", "12 parsecs", "-3 cm", "1 2 cm", "1.2.3"])(
    "%s is none",
    (text) => {
      expect(readNumberText(text)).toBeUndefined();
    },
  );

  it("takes tokens that leave it a number, and no others", () => {
    expect(extended("", " 4")).toBe("4");
    expect(extended("4", " C")).toBe("4 c");
    expect(extended("4 c", " m")).toBeUndefined();
    expect(extended("0", "4")).toBeUndefined();
  });
});

/** Deviation of a whole number of centimetres. */
const rounded = 0.01 / Math.sqrt(12);

describe("a number from logits", () => {
  it("is what the model says, when it is sure", () => {
    expect(read({ "45 cm": 1 })).toEqual({
      text: "45 cm",
      reading: {
        kind: "length",
        metres: expect.closeTo(0.45, 9),
        stddev: expect.closeTo(rounded, 9),
      },
      confidence: expect.closeTo(1, 9),
    });
  });

  it("may begin with a space, as a token of its own", () => {
    expect(read({ " 45 cm": 1 })).toMatchObject({
      text: "45 cm",
      confidence: expect.closeTo(1, 9),
    });
  });

  it("is the mean of what it could have said, with its deviation", () => {
    const { text, reading } = read({ "40 cm": 0.5, "42 cm": 0.5 });
    expect(text).toMatch(/^4[02] cm$/);
    expect(reading).toMatchObject({ metres: expect.closeTo(0.41, 9) });
    // The digit that was not followed is known, as far as it was written.
    expect(reading).toMatchObject({ stddev: expect.closeTo(Math.hypot(0.01, rounded), 9) });
  });

  it("takes the digits it did not follow as equally likely", () => {
    const { reading } = read({ "40 cm": 0.6, "37 cm": 0.4 });
    expect(reading).toMatchObject({ metres: expect.closeTo(0.6 * 0.4 + 0.4 * 0.345, 9) });
  });

  it("follows them, too, when it may follow two", () => {
    const { reading } = read({ "40 cm": 0.6, "37 cm": 0.4 }, asked, 2);
    expect(reading).toMatchObject({ metres: expect.closeTo(0.6 * 0.4 + 0.4 * 0.37, 9) });
  });

  it("considers units: the same digits in two of them are two lengths", () => {
    const { reading } = read({ "4 cm": 0.75, "4 mm": 0.25 });
    expect(reading).toMatchObject({ metres: expect.closeTo(0.75 * 0.04 + 0.25 * 0.004, 9) });
  });

  it("needs no unit in the answer to a question that asks for one", () => {
    const inCm: Question = { text: "How far, in centimeters?", unit: "cm" };
    expect(read({ "45": 1 }, inCm)).toMatchObject({
      text: "45 cm",
      reading: { metres: expect.closeTo(0.45, 9) },
    });
  });

  it("is unreadable, not a guess, where a unit was never said", () => {
    expect(read({ "4545": 1 }).reading).toEqual({ kind: "unreadable", reason: "no-unit" });
  });

  it("leaves a model that would say no number to say what it wants", () => {
    expect(read({ "I don": 1 })).toMatchObject({ text: "something else" });
  });

  it("is less sure where the model rather wanted to say something else", () => {
    expect(read({ "4 cm": 0.2, no: 0.8 }).confidence).toBeCloseTo(0.2, 6);
  });
});

describe("mean and variance", () => {
  it("are those of the numbers, when all were followed", () => {
    const said = fc.array(
      fc.record({
        cm: fc.integer({ min: 1, max: 99 }),
        p: fc.double({ min: 0.1, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(said, (numbers) => {
        const all = numbers.map(({ cm, p }) => ({ text: `${cm} cm`, probability: p }));
        const total = numbers.reduce((sum, { p }) => sum + p, 0);
        const mean = numbers.reduce((sum, { cm, p }) => sum + (p * cm) / 100, 0) / total;
        const first = all[0] ?? { text: "", probability: 0 };
        const moments = lengthMoments(all, first, "cm");
        expect(moments.mean).toBeCloseTo(mean, 9);
        expect(moments.variance).toBeGreaterThanOrEqual(rounded ** 2 * (1 - 1e-9));
      }),
    );
  });

  it("leave out the least probable hundredth: a unit said by accident would decide them", () => {
    const all = [
      { text: "4 cm", probability: 0.995 },
      { text: "4 km", probability: 0.005 },
    ];
    expect(lengthMoments(all, { text: "4 cm", probability: 0.995 }, "cm").mean).toBeCloseTo(
      0.04,
      9,
    );
  });
});
