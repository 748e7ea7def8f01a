import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weighAnswers, weighLengths } from "../../../src/vlm/combine/weigh.js";
import { readLength } from "../../../src/vqa/index.js";
import { failed, holds, metres, silent } from "./members.js";

const reading = (value: number, stddev?: number) =>
  stddev === undefined
    ? ({ kind: "length", metres: value } as const)
    : ({ kind: "length", metres: value, stddev } as const);

describe("lengths of several models", () => {
  it("count by the inverse of their variances", () => {
    const { metres: mean, stddev } = weighLengths([reading(0.2, 0.01), reading(0.3, 0.02)]);
    expect(mean).toBeCloseTo((0.2 * 4 + 0.3) / 5, 9);
    const disagreement = (4 * (0.2 - 0.22) ** 2 + (0.3 - 0.22) ** 2) / 5;
    expect(stddev).toBeCloseTo(Math.sqrt(1 / (1e4 + 2500) + disagreement), 9);
  });

  it("that agree are surer than each; that disagree are less sure than each", () => {
    const sure = weighLengths([reading(0.2, 0.02), reading(0.2, 0.02)]);
    const torn = weighLengths([reading(0.2, 0.02), reading(0.6, 0.02)]);
    expect(sure.stddev).toBeLessThan(0.02);
    expect(torn.stddev).toBeGreaterThan(0.1);
  });

  it("count alike where one doesn't know its deviation: then only their disagreement is known", () => {
    expect(weighLengths([reading(0.2, 0.001), reading(0.4)])).toEqual(
      reading(expect.closeTo(0.3, 9), expect.closeTo(0.1, 9)),
    );
    expect(weighLengths([reading(0.2), reading(0.2)])).toEqual(reading(0.2));
  });

  it("claim no more than a tenth of a millimetre: nothing outweighs all others for ever", () => {
    const { metres: mean } = weighLengths([reading(0.2, 0), reading(0.3, 1e-4)]);
    expect(mean).toBeCloseTo(0.25, 9);
  });

  it.each(["0,25 m", "half a meter", "26.27 inches", "0.250 m", "0"])(
    "read in words (%j) don't outweigh another in words by more than their rounding",
    (text) => {
      const worded = (answer: string) => {
        const read = readLength(answer, { unit: "m" });
        if (read.kind !== "length" || read.stddev === undefined) throw new Error(answer);
        return { ...read, stddev: read.stddev };
      };
      const [one, other] = [worded(text), worded("40 cm")];
      const weight = one.stddev ** -2 / (one.stddev ** -2 + other.stddev ** -2);
      const { metres: mean } = weighLengths([one, other]);
      expect(mean).toBeCloseTo(weight * one.metres + (1 - weight) * other.metres, 9);
    },
  );

  it("that were said to the same place count alike, however they are written", () => {
    const both = (text: string) =>
      weighLengths(
        [readLength(text), readLength("40 cm")].flatMap((one) =>
          one.kind === "length" ? [one] : [],
        ),
      );
    for (const text of ["0,25 m", "25cm.", "0.25 m", '{"distance": 0.25, "unit": "m"}'])
      expect(both(text), text).toMatchObject({ metres: expect.closeTo(0.325, 6) });
  });

  it("lie between the least and the greatest, in any order", () => {
    const lengths = fc.array(
      fc.record({
        kind: fc.constant("length" as const),
        metres: fc.double({ min: 0, max: 10, noNaN: true }),
        stddev: fc.double({ min: 0, max: 5, noNaN: true }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(lengths, (some) => {
        const forwards = weighLengths(some);
        const backwards = weighLengths([...some].reverse());
        const values = some.map((one) => one.metres);
        expect(forwards.metres).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(forwards.metres).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(backwards.metres).toBeCloseTo(forwards.metres, 9);
        expect(backwards.stddev ?? 0).toBeCloseTo(forwards.stddev ?? 0, 9);
      }),
    );
  });
});

describe("answers of several models", () => {
  const place = { pixel: [1, 2], point: [0.1, 0.2, 0.3], visible: 0.9 } as const;

  it("keep the place of the first that knows it, and the least confidence", () => {
    const located = { ...metres(0.4, 0.1), confidence: 0.5, subject: place };
    expect(weighAnswers([metres(0.2, 0.1), located])).toMatchObject({
      text: "0.2 m | 0.4 m",
      reading: { metres: expect.closeTo(0.3, 9) },
      confidence: 0.5,
      subject: place,
    });
  });

  it("of yes and no are averaged", () => {
    expect(weighAnswers([holds(0.9), holds(0.3)])).toMatchObject({
      reading: { kind: "predicate", probability: expect.closeTo(0.6, 9) },
    });
  });

  it.each([
    ["that fail don't count", [failed, metres(0.4)], metres(0.4)],
    ["that can't be read don't count", [silent(), metres(0.4)], metres(0.4)],
    ["of which none can be read give a reason before a failure", [failed, silent()], silent()],
    ["that all fail fail", [failed, failed], failed],
    ["of different kinds leave the first", [holds(1), metres(0.4)], holds(1)],
  ])("%s", (_, answers, expected) => {
    expect(weighAnswers(answers)).toEqual(expected);
  });

  it("that are none give none", () => {
    expect(weighAnswers([])).toBeUndefined();
  });
});
