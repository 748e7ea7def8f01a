import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRandom,
  isLengthRelation,
  isUnaryRelation,
  lengthDefinition,
  lengthRelations,
} from "../../src/core/index.js";
import { type DataLine, generateQuestions, type QuestionAnswer } from "../../src/dataset/index.js";
import { parseQuestion, readAnswer } from "../../src/vqa/index.js";
import { tabletop, withoutUp } from "./scene.js";

const ask = (line: DataLine, seed: number, perImage = 24): QuestionAnswer[] =>
  generateQuestions(line, createRandom(seed), { perImage });

/** Questions of many seeds, as if of many such images. */
const many = (line: DataLine, images = 400): QuestionAnswer[] =>
  Array.from({ length: images }, (_, seed) => ask(line, seed)).flat();

const asked = many(tabletop);
const facts = asked.map(({ fact }) => fact);
const seed = fc.integer();

const canonical = (phrase: string): string =>
  tabletop.things.find(({ name, aliases = [] }) =>
    [name, ...aliases].some((each) => each.replace(/^the /, "") === phrase),
  )?.name ?? phrase;

describe("a question and its fact", () => {
  it("say the same: relation and things of the words are those of the fact", () => {
    for (const { question, fact } of asked) {
      const { query } = parseQuestion(question);
      expect(query?.relation, question).toBe(fact.relation);
      expect(canonical(query?.subject ?? ""), question).toBe(fact.subject);
      expect(canonical(query?.object ?? ""), question).toBe(fact.object ?? "");
    }
  });

  it("keep the exact length while the answer rounds it", () => {
    const rounded = new Set<string>();
    for (const { question, answer, fact } of asked) {
      if (fact.metres === undefined || fact.metres === 0) continue;
      const reading = readAnswer(answer, parseQuestion(question));
      if (reading.kind !== "length") throw new Error(`${question} ${answer}`);
      expect(Math.abs(reading.metres / fact.metres - 1), `${question} ${answer}`).toBeLessThan(
        0.51,
      );
      if (reading.metres !== fact.metres) rounded.add(answer);
    }
    expect(rounded.size).toBeGreaterThan(50);
  });

  it("agree about predicates", () => {
    for (const { question, answer, fact } of asked) {
      if (fact.holds === undefined) continue;
      const expected = { kind: "predicate", probability: fact.holds ? 1 : 0 };
      expect(readAnswer(answer, parseQuestion(question)), `${question} ${answer}`).toEqual(
        expected,
      );
    }
  });

  it("have a length or a truth value, by the kind of relation, unless a thing can't be seen", () => {
    const unseen = ["purple bowl", "green can"];
    for (const fact of facts) {
      expect(fact.object === undefined).toBe(isUnaryRelation(fact.relation));
      const blind = unseen.some((name) => name === fact.subject || name === fact.object);
      if (isLengthRelation(fact.relation)) expect(fact.metres === undefined).toBe(blind);
      else expect(fact.holds).toBeTypeOf("boolean");
    }
  });

  it.each([
    ["distance", "gripper", "red mug", Math.hypot(0.25, 0.2, 0.1)],
    ["horizontal_distance", "gripper", "red mug", Math.hypot(0.25, 0.1)],
    ["vertical_distance", "gripper", "red mug", 0.2],
    ["gap", "red mug", "wooden tray", 0],
    ["height", "red mug", undefined, 0.1],
    ["width", "wooden tray", undefined, 0.3],
  ])("measure %s as defined", (relation, subject, object, metres) => {
    const found = facts.filter(
      (fact) => fact.relation === relation && fact.subject === subject && fact.object === object,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const fact of found) expect(fact.metres).toBeCloseTo(metres, 12);
  });

  it.each([
    ["on", "red mug", "wooden tray", true],
    ["on", "wooden tray", "red mug", false],
    ["left_of", "red mug", "blue ball", true],
    ["in_front_of", "blue ball", "red mug", false],
    ["above", "gripper", "red mug", true],
    ["taller", "red mug", "wooden tray", true],
    ["wider", "red mug", "wooden tray", false],
    ["visible", "purple bowl", undefined, false],
    ["visible", "green can", undefined, false],
    ["visible", "blue ball", undefined, true],
  ])("know that %s(%s, %s) is %s", (relation, subject, object, holds) => {
    const found = facts.filter(
      (fact) => fact.relation === relation && fact.subject === subject && fact.object === object,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((fact) => fact.holds))).toEqual(new Set([holds]));
  });
});

describe("what is asked", () => {
  it("is the same for the same seed, and never the same question twice", () => {
    fc.assert(
      fc.property(seed, (seed) => {
        const once = ask(tabletop, seed);
        expect(ask(tabletop, seed)).toEqual(once);
        const keys = once.map(({ fact }) => [fact.relation, fact.subject, fact.object].join("|"));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  });

  it("is as much as was ordered, where the scene has it", () => {
    expect(ask(tabletop, 1, 10)).toHaveLength(10);
    expect(ask({ ...tabletop, things: [], pairs: [], absent: [] }, 1)).toEqual([]);
  });

  it("is often how far the gripper is from a thing", () => {
    const ofGripper = facts.filter(
      ({ relation, subject, object }) =>
        relation === "distance" && [subject, object].includes("gripper"),
    );
    expect(ofGripper.length / facts.length).toBeGreaterThan(0.15);
  });

  it("is answered yes as often as no", () => {
    for (const relation of ["left_of", "above", "closer", "behind", "taller", "on", "visible"]) {
      const some = facts.filter((fact) => fact.relation === relation);
      const share = some.filter(({ holds }) => holds).length / some.length;
      expect(share, relation).toBeGreaterThan(0.4);
      expect(share, relation).toBeLessThan(0.6);
    }
  });

  it("is seldom whether a gripper is visible where it is: it nearly always is", () => {
    const count = (name: string): number =>
      facts.filter(({ relation, subject }) => relation === "visible" && subject === name).length;
    expect(count("red mug")).toBeGreaterThan(20);
    expect(count("gripper")).toBeLessThan(0.2 * count("red mug"));
  });

  it("is seldom what the scene has no yes for", () => {
    const share = facts.filter(({ relation }) => relation === "inside").length / facts.length;
    expect(share).toBeLessThan(0.01);
  });

  it("is nothing vertical where up is unknown", () => {
    const vertical = [
      "above",
      "below",
      "on",
      "height",
      "taller",
      "shorter",
      "vertical_distance",
      "horizontal_distance",
    ];
    const relations = new Set<string>(many(withoutUp, 100).map(({ fact }) => fact.relation));
    for (const relation of vertical) expect(relations).not.toContain(relation);
    expect(relations).toContain("left_of");
  });

  it("is nothing too close to call", () => {
    const names = ["red mug", "wooden tray"];
    const isPair = (fact: QuestionAnswer["fact"]) =>
      names.includes(fact.subject) && names.includes(fact.object ?? "");
    const close = facts.filter(isPair).map(({ relation }) => relation);
    for (const relation of ["left_of", "right_of", "in_front_of", "behind"]) {
      expect(close).not.toContain(relation);
    }
    expect(close).toContain("above");
  });

  it("is not left or right where metres and image disagree", () => {
    const [gripper, mug] = tabletop.things;
    if (gripper === undefined || mug === undefined) throw new Error("the scene has both");
    // 10 cm further right, and so near that it is seen on the left
    const things = [
      { ...gripper, centre: [-0.2, 0, 0.3] as Vec },
      { ...mug, centre: [-0.3, 0, 1] as Vec },
    ];
    const relations = many({ ...tabletop, things, pairs: [] }, 50).map(({ fact }) => fact.relation);
    expect(relations).not.toContain("left_of");
    expect(relations).toContain("closer");
  });

  it("is not about a thing of which hardly anything is seen", () => {
    expect(facts.flatMap(({ subject, object }) => [subject, object])).not.toContain("yellow cup");
  });

  it("names things by name and alias", () => {
    const text = asked.map(({ question }) => question).join("\n");
    for (const phrase of ["the red mug", "the mug that is red", "the gripper", "the robot hand"]) {
      expect(text).toContain(phrase);
    }
    expect(text).not.toContain("the the");
  });
});

type Vec = [number, number, number];

describe("data sets of the further kinds", () => {
  it("ask how much more only where it clearly is", () => {
    const kinds = lengthRelations.filter(
      (name) => lengthDefinition(name).truth.by === "difference",
    );
    const asked = Array.from({ length: 60 }, (_, seed) =>
      generateQuestions(tabletop, createRandom(seed), { perImage: 8, kinds }),
    ).flat();
    expect(new Set(asked.map(({ fact }) => fact.relation))).toEqual(new Set(kinds));
    for (const { fact } of asked) expect(fact.metres).toBeGreaterThanOrEqual(0.01);
  });
});
