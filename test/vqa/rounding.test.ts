import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LengthUnit, lengthUnits } from "../../src/core/index.js";
import { formatLength, readAnswer, readLength } from "../../src/vqa/index.js";
import { foot, inch, questions } from "./answer-rows.js";

const { distance, distanceInCm, gap } = questions;

describe("the deviation of a length in words", () => {
  it.each([
    ["0,25 m", 0.01],
    ["0.25 m", 0.01],
    ["0.250 m", 0.001],
    ["25cm.", 0.01],
    ["25.4 cm", 0.001],
    ["1,200 mm", 0.001],
    ["1.234,5 mm", 0.0001],
    ["2.5e-1 m", 0.01],
    ["3 × 10^-1 m", 0.1],
    ["26.27 inches", 0.01 * inch],
    ["Region [0] is 26.27 inches away from Region [1].", 0.01 * inch],
    ["half a meter", 0.25],
    ["three quarters of a meter", 0.25],
    ["3/8 inch", inch / 8],
    ["1½ feet", foot / 4],
    ["one and a half feet", foot / 4],
    ["a foot and a half", foot / 4],
    ["about a foot", foot],
    ["Two feet.", foot],
    ["5 ft 3 in", inch],
    ["five foot three", inch],
    ["1 meter and 20 centimeters", 0.01],
    ["10 to 10 cm", 0.01],
    ["30 cm ± 0 cm", 0.01],
    ["less than 0 cm", 0.01],
    ['{"distance": 0.31, "unit": "m"}', 0.01],
    ['{"distance_cm": 12.5}', 0.001],
    ["Distance (cm): 12", 0.01],
    ["12 cm (about 4.7 inches)", 0.01],
  ])("that are %j is that of a step of %d m", (answer, step) => {
    const expected = Math.max(1e-4, step / Math.sqrt(12));
    expect(readAnswer(answer, distance)).toMatchObject({ stddev: expect.closeTo(expected, 9) });
  });

  it("without a unit is that of the unit asked for", () => {
    expect(readAnswer("25", distanceInCm)).toMatchObject({
      stddev: expect.closeTo(0.01 / Math.sqrt(12), 9),
    });
  });

  it.each(["0", "0 m", "zero", "They are touching.", "There is no gap."])(
    "that say nought (%j) is that of what touches",
    (answer) => {
      expect(readAnswer(answer, gap)).toMatchObject({
        metres: 0,
        stddev: expect.closeTo(0.01 / Math.sqrt(12), 9),
      });
    },
  );

  it("is a number also where they tell one of nothing", () => {
    const reading = readAnswer("a ± 1 cm  1,", distance);
    expect(reading).toMatchObject({ kind: "length", stddev: expect.closeTo(0.01 / Math.sqrt(12)) });
  });

  it("is what they tell where that is more", () => {
    expect(readLength("a couple of inches")).toMatchObject({ stddev: 0.5 * inch });
    expect(readLength("30 ± 5 cm")).toMatchObject({ stddev: 0.05 });
    expect(readLength("10 to 15 cm")).toMatchObject({
      stddev: expect.closeTo(0.05 / Math.sqrt(12), 9),
    });
  });

  it("covers what was rounded: the truth lies within √3 of it, in any unit and to any digit", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 500, noNaN: true }),
        fc.constantFrom<LengthUnit>("mm", "cm", "m", "in", "ft"),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        (metres, unit, digits, comma) => {
          // Of whole numbers the digits that were rounded can't be told from those that are meant.
          fc.pre(metres / lengthUnits[unit] < 10 ** digits);
          const text = formatLength(metres, unit, { digits });
          fc.pre(!comma || !/^[1-9]\d{0,2}\.\d{3} /.test(text)); // "1,200" is twelve hundred
          const reading = readLength(comma ? text.replace(".", ",") : text);
          if (reading.kind !== "length" || reading.stddev === undefined)
            throw new Error(`${text}: ${JSON.stringify(reading)}`);
          expect(reading.stddev).toBeGreaterThan(0);
          const bound = Math.sqrt(3) * reading.stddev * (1 + 1e-6);
          expect(Math.abs(reading.metres - metres), text).toBeLessThanOrEqual(bound);
        },
      ),
    );
  });
});
