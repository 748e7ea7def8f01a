import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allRelations,
  definitionOf,
  isUnaryRelation,
  type LengthRelation,
  lengthDefinition,
  lengthRelations,
  lengthUnits,
  type Relation,
} from "../../src/core/index.js";
import {
  allTemplates,
  allTemplatesFor,
  answersOf,
  formatLength,
  parseQuestion,
  readAnswer,
  type Template,
  wordingsOf,
} from "../../src/vqa/index.js";
import { twoNames } from "./names.js";

const section = (id: string, lines: readonly string[]) =>
  [`# ${id}`, ...lines.map((line) => `  ${line}`), ""].join("\n");

const template = fc.constantFrom(...allTemplates());
const unit = fc.constantFrom(undefined, "cm" as const, "m" as const, "ft" as const);
const told = fc.constantFrom("cm" as const, "m" as const, "in" as const);
const metresOf = fc.double({ min: 0.001, max: 5, noNaN: true });

const queryOf = (relation: Relation, [subject, object]: readonly [string, string]) => ({
  relation,
  subject,
  object: isUnaryRelation(relation) ? "" : object,
});

const asked = (relation: Relation): readonly string[] =>
  allTemplatesFor(relation).flatMap((each) => wordingsOf(each, { subject: "a", object: "b" }));
const answered = (relation: Relation, holds: boolean): readonly string[] => {
  const names = { subject: "a", object: "b" };
  return allTemplatesFor(relation).flatMap((each) =>
    each.kind === "length"
      ? answersOf(each, { relation: each.relation, ...names, metres: 1 }, "1 m")
      : answersOf(each, { relation: each.relation, ...names, holds }, ""),
  );
};

/** Those that the paper has, in all its forms; touching, inside, on, visible and gap are our own. */
const papers = allRelations().filter((name) => {
  const { truth } = definitionOf(name);
  return !["contact", "sight", "surfaces"].includes(truth.by);
});

const differences = lengthRelations.filter(
  (name) => lengthDefinition(name).truth.by === "difference",
);

describe("the paper's kinds", () => {
  it("are asked in 20 ways at least, and answered in 10, be it yes or no", () => {
    for (const relation of papers) {
      const ways = new Set(asked(relation));
      expect(ways.size, relation).toBeGreaterThanOrEqual(20);
      const [yes, no] = [true, false].map((holds) => new Set(answered(relation, holds)).size);
      expect(yes, relation).toBeGreaterThanOrEqual(10);
      expect(no, relation).toBeGreaterThanOrEqual(10);
    }
  });

  it("are worded as the golden file lists, beyond what data sets are drawn with as usual", async () => {
    const known = new Set(allTemplates().filter(isUsual));
    const names = { subject: "red mug", object: "blue bowl" };
    const lines = allTemplates()
      .filter((each) => !known.has(each))
      .flatMap((each) => [
        section(`ask ${each.id}`, wordingsOf(each, names)),
        ...(each.kind === "length"
          ? [
              section(
                `tell ${each.id}`,
                answersOf(each, { ...names, relation: each.relation, metres: 1 }, "12 cm"),
              ),
            ]
          : [true, false].map((holds) =>
              section(
                `tell ${each.id} ${holds}`,
                answersOf(each, { ...names, relation: each.relation, holds }, ""),
              ),
            )),
      ]);
    await expect(lines.join("\n")).toMatchFileSnapshot("further.golden.txt");
  });
});

const isUsual = ({ relation, id }: Template): boolean => {
  const { onRequest, wordings } = definitionOf(relation);
  return !onRequest && wordings.some((each) => each.id === id);
};

describe("every wording", () => {
  it("is recognised, with its unit, and no two relations share one", () => {
    fc.assert(
      fc.property(template, twoNames, unit, (template, names, unit) => {
        const query = queryOf(template.relation, names);
        const isLength = template.kind === "length";
        for (const text of wordingsOf(template, query, unit)) {
          const expected = isLength && unit !== undefined ? { text, query, unit } : { text, query };
          expect(parseQuestion(text), text).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
    const all = allRelations().flatMap(asked);
    expect(new Set(all).size).toBe(all.length);
  });

  it("of an answer gives the fact back, whatever was asked", () => {
    fc.assert(
      fc.property(
        template,
        twoNames,
        fc.boolean(),
        metresOf,
        told,
        fc.nat(),
        (template, names, holds, metres, unit, which) => {
          const query = queryOf(template.relation, names);
          const questions = wordingsOf(template, query);
          for (const question of questions.slice(which % questions.length).slice(0, 1)) {
            const to = { text: question, query };
            if (template.kind === "predicate") {
              const statement = { ...query, relation: template.relation, holds };
              for (const text of answersOf(template, statement, ""))
                expect(readAnswer(text, to), `${question} ${text}`).toEqual({
                  kind: "predicate",
                  probability: holds ? 1 : 0,
                });
              continue;
            }
            const length = formatLength(metres, unit, { digits: 4 });
            const statement = { ...query, relation: template.relation, metres };
            for (const text of answersOf(template, statement, length)) {
              const reading = readAnswer(text, to);
              if (reading.kind !== "length") throw new Error(`${text}: ${JSON.stringify(reading)}`);
              const step = 10 ** (Math.floor(Math.log10(metres / lengthUnits[unit])) - 3);
              expect(Math.abs(reading.metres - metres), text).toBeLessThanOrEqual(
                0.51 * step * lengthUnits[unit],
              );
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("how much more", () => {
  const query = (relation: LengthRelation) => ({
    relation,
    subject: "red mug",
    object: "blue bowl",
  });

  it.each([
    ["taller_by", "The red mug is 3 cm shorter than the blue bowl."],
    ["taller_by", "No, the blue bowl is taller than the red mug."],
    ["taller_by", "The red mug is not taller than the blue bowl."],
    ["wider_by", "The blue bowl is 3 cm wider than the red mug."],
    ["higher_by", "The red mug is about 12 centimeters lower than the blue bowl."],
    ["closer_by", "The red mug is 20 cm farther from the camera than the blue bowl."],
  ] as const)("%s is not taken from what denies it: %s", (relation, text) => {
    expect(readAnswer(text, { text: "", query: query(relation) })).toEqual({
      kind: "unreadable",
      reason: "presumption",
    });
  });

  it.each(differences)("%s is read where it says so in other words", (relation) => {
    expect(readAnswer("It is roughly 3 cm.", { text: "", query: query(relation) })).toMatchObject({
      kind: "length",
      metres: 0.03,
    });
  });
});
