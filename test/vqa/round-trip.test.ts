import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRandom,
  isUnaryRelation,
  type LengthUnit,
  lengthRelations,
  lengthUnits,
  predicateRelations,
} from "../../src/core/index.js";
import {
  answersOf,
  askableUnitNames,
  formatLength,
  readAnswer,
  spokenLength,
  tell,
  tellNotVisible,
  templatesFor,
  wordingsOf,
} from "../../src/vqa/index.js";
import { twoNames } from "./names.js";

const unitOf = fc.constantFrom(...(Object.keys(lengthUnits) as LengthUnit[]));
const metresOf = fc.double({ min: 0.0005, max: 500, noNaN: true });
const lengthRelation = fc.constantFrom(...lengthRelations);

/** Half a unit in the last of `digits` significant digits. */
const halfLastDigit = (metres: number, unit: LengthUnit, digits: number): number => {
  const k = lengthUnits[unit];
  return 0.5 * 10 ** (Math.floor(Math.log10(metres / k)) - digits + 1) * k * (1 + 1e-9);
};

describe("an answer of ours, read back", () => {
  it("gives the length within half a last digit, in every wording", () => {
    fc.assert(
      fc.property(
        lengthRelation,
        twoNames,
        metresOf,
        unitOf,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom<"symbol" | "words">("symbol", "words"),
        (relation, [subject, other], metres, unit, digits, style) => {
          const object = isUnaryRelation(relation) ? "" : other;
          const query = { relation, subject, object };
          for (const text of tell({ ...query, metres }, { unit, digits, style })) {
            const reading = readAnswer(text, { text: "", query });
            if (reading.kind !== "length") throw new Error(`${text}: ${JSON.stringify(reading)}`);
            const off = Math.abs(reading.metres - metres);
            expect(off, text).toBeLessThanOrEqual(halfLastDigit(metres, unit, digits));
          }
        },
      ),
    );
  });

  it("gives nought as nought", () => {
    const query = { relation: "gap", subject: "mug", object: "bowl" } as const;
    for (const text of tell({ ...query, metres: 0 }, { unit: "cm" })) {
      expect(readAnswer(text, { text: "", query }), text).toMatchObject({
        kind: "length",
        metres: 0,
      });
    }
  });

  it("gives what a person says within their rounding, to one digit or in no unit asked for", () => {
    fc.assert(
      fc.property(
        metresOf,
        fc.integer(),
        fc.option(unitOf, { nil: undefined }),
        (metres, seed, unit) => {
          const text = spokenLength(metres, createRandom(seed), unit);
          const reading = readAnswer(text, { text: "" });
          if (reading.kind !== "length") throw new Error(`${text}: ${JSON.stringify(reading)}`);
          expect(Math.abs(reading.metres / metres - 1), text).toBeLessThanOrEqual(0.5 + 1e-9);
        },
      ),
    );
  });

  it("gives whether a relation holds, whatever was asked and answered", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...predicateRelations),
        twoNames,
        fc.boolean(),
        (relation, [subject, other], holds) => {
          const query = { relation, subject, object: isUnaryRelation(relation) ? "" : other };
          for (const template of templatesFor(relation)) {
            const [text = ""] = wordingsOf(template, query);
            for (const answer of answersOf(template, { ...query, relation, holds }, "")) {
              const expected = { kind: "predicate", probability: holds ? 1 : 0 };
              expect(readAnswer(answer, { text, query }), `${text} ${answer}`).toEqual(expected);
            }
          }
        },
      ),
    );
  });

  it("says that a thing can't be seen", () => {
    fc.assert(
      fc.property(twoNames, lengthRelation, ([subject, object], relation) => {
        const query = { relation, subject, object };
        for (const text of tellNotVisible(object)) {
          const reading = readAnswer(text, { text: "", query });
          expect(reading, text).toMatchObject({ kind: "unreadable", reason: "not-visible" });
        }
      }),
    );
  });
});

describe("formatLength", () => {
  it.each([
    [0.86, "m", 1, "words", "0.9 meters"],
    [0.86, "cm", 2, "words", "86 centimeters"],
    [0.86, "ft", 1, "words", "3 feet"],
    [1.04, "m", 1, "words", "1 meter"],
    [0.0254, "in", 3, "words", "1 inch"],
    [0.1234, "cm", 3, "symbol", "12.3 cm"],
    [123.456, "cm", 2, "symbol", "12000 cm"],
    [0.5, "m", 2, "symbol", "0.50 m"],
    [0.00004, "m", 1, "symbol", "0.00004 m"],
    [0, "m", 3, "symbol", "0 m"],
    [9.96, "m", 2, "symbol", "10 m"],
  ] as const)(
    "writes %d m in %s with %d digits in %s as %j",
    (metres, unit, digits, style, text) => {
      expect(formatLength(metres, unit, { digits, style })).toBe(text);
    },
  );

  it("refuses a length that is none", () => {
    expect(() => formatLength(Number.NaN, "m")).toThrow(RangeError);
  });
});

describe("spokenLength", () => {
  it("says 0.86 m as people do, in several units and roundings", () => {
    const random = createRandom(7);
    const said = new Set(Array.from({ length: 500 }, () => spokenLength(0.86, random)));
    for (const text of ["0.9 m", "90 centimeters", "86 cm", "3 feet", "34 in"]) {
      expect(said).toContain(text);
    }
  });

  it("keeps to the unit asked for", () => {
    const random = createRandom(3);
    for (let i = 0; i < 50; i++)
      expect(spokenLength(0.3, random, "cm")).toMatch(/ (?:cm|centimeters)$/);
  });

  it("names every unit so that a question can ask for it", () => {
    for (const unit of Object.keys(lengthUnits) as LengthUnit[]) {
      expect(askableUnitNames(unit).length).toBeGreaterThan(0);
    }
  });
});
