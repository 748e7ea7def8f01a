import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isLengthRelation,
  isUnaryRelation,
  type LengthUnit,
  lengthRelations,
  lengthUnits,
  predicateRelations,
  type Query,
  type Relation,
} from "../../src/core/index.js";
import { allWordings, parseQuestion, questionFor } from "../../src/vqa/index.js";
import { placedName, twoNames } from "./names.js";

const relation = fc.constantFrom<Relation>(...lengthRelations, ...predicateRelations);
const unit = fc.constantFrom(undefined, ...(Object.keys(lengthUnits) as LengthUnit[]));

const queryOf = (relation: Relation, [subject, object]: readonly [string, string]): Query => ({
  relation,
  subject,
  object: isUnaryRelation(relation) ? "" : object,
});

describe("questionFor", () => {
  it("asks for a distance in the paper's words first", () => {
    const query = queryOf("distance", ["gripper", "orange tea bottle"]);
    expect(questionFor(query)).toEqual({
      text: "What is the distance between the gripper and the orange tea bottle?",
      query,
    });
  });

  it("asks for a unit where there is one to ask for", () => {
    expect(
      questionFor(queryOf("distance", ["mug", "bowl"]), { unit: "cm", wording: 1 }),
    ).toMatchObject({
      text: "How far is the mug from the bowl in centimeters?",
      unit: "cm",
    });
    const predicate = questionFor(queryOf("touching", ["mug", "bowl"]), { unit: "cm" });
    expect(predicate.text).toBe("Is the mug touching the bowl?");
    expect(predicate).not.toHaveProperty("unit");
  });

  it("keeps an article that a name brings along", () => {
    const { text } = questionFor(queryOf("on", ["a mug", "my desk"]));
    expect(text).toBe("Is a mug on my desk?");
  });

  it("says which wordings there are when asked for another", () => {
    expect(() => questionFor(queryOf("on", ["mug", "bowl"]), { wording: 99 })).toThrow(
      /wordings 0 to \d+; got 99/,
    );
  });
});

describe("parseQuestion", () => {
  it("recognises every wording of ours, with its unit", () => {
    fc.assert(
      fc.property(relation, twoNames, unit, (relation, names, unit) => {
        const query = queryOf(relation, names);
        allWordings(query, unit).forEach((text, wording) => {
          const question = questionFor(query, unit === undefined ? { wording } : { unit, wording });
          expect(question.text).toBe(text);
          expect(parseQuestion(text), text).toEqual(question);
        });
      }),
    );
  });

  it("never takes a name that says where a thing is for another question", () => {
    fc.assert(
      fc.property(relation, placedName, (relation, name) => {
        const query = queryOf(relation, [name, "gripper"]);
        for (const text of allWordings(query)) {
          const found = parseQuestion(text).query;
          if (found !== undefined) expect(found, text).toEqual(query);
        }
      }),
    );
  });

  it.each([
    ["how far is gripper from red mug", "distance", "gripper", "red mug"],
    ["  How FAR is the  gripper from a red mug ?? ", "distance", "gripper", "red mug"],
    ["Is the Red Mug on the left of the Blue Bowl?", "left_of", "Red Mug", "Blue Bowl"],
    ["Does the bowl contain the apple?", "inside", "apple", "bowl"],
    ["Is the mug visible", "visible", "mug", ""],
  ])("reads %j", (text, relation, subject, object) => {
    expect(parseQuestion(text).query).toEqual({ relation, subject, object });
  });

  it.each([
    ["How far is the mug from the bowl in metres?", "m"],
    ["How far is the mug from the bowl in cm?", "cm"],
    ["How tall is the mug, in inches?", "in"],
  ] as const)("finds the unit of %j", (text, unit) => {
    const question = parseQuestion(text);
    expect(question.unit).toBe(unit);
    expect(question.query?.object ?? "").not.toMatch(/ in /);
  });

  it.each([
    "What colour is the mug?",
    "",
    "Is the ?",
    "Is the gripper touching the mug on the left of the bowl?",
    "Do you see the lid above the pot?",
    "How far apart are the cup and saucer and plate?",
  ])("leaves %j as it is, rather than guess", (text) => {
    expect(parseQuestion(text)).toEqual({ text });
  });

  it("knows that every relation has its kind of unit", () => {
    fc.assert(
      fc.property(relation, twoNames, (relation, names) => {
        const parsed = parseQuestion(questionFor(queryOf(relation, names), { unit: "ft" }).text);
        expect(parsed.unit).toBe(isLengthRelation(relation) ? "ft" : undefined);
      }),
    );
  });
});
