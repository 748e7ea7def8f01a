import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  allRelations,
  definitionOf,
  isLengthRelation,
  isPredicateRelation,
  lengthDefinition,
  lengthRelations,
  predicateDefinition,
  predicateRelations,
  quantities,
  type Vec3,
} from "../../src/core/index.js";
import { checkDefinitions } from "../../src/core/relations/check.js";

const predicates = predicateRelations.map((name) => [name, predicateDefinition(name)] as const);

describe("the relations of this package", () => {
  it.each(allRelations())("%s has a file of its own", (name) => {
    expect(existsSync(`src/core/relations/${name.replaceAll("_", "-")}.ts`)).toBe(true);
  });

  it("are lengths or predicates, and their definitions could be a plugin's", () => {
    expect([...lengthRelations, ...predicateRelations]).toEqual(allRelations());
    const all = Object.fromEntries(allRelations().map((name) => [name, definitionOf(name)]));
    expect(() => checkDefinitions(all, {})).not.toThrow();
  });

  it("come in opposites that say each other's words", () => {
    for (const [name, { truth, words }] of predicates) {
      if (truth.by !== "quantity") continue;
      const opposite = predicates.filter(
        ([, { truth: other }]) =>
          other.by === "quantity" && other.quantity === truth.quantity && other.more !== truth.more,
      );
      expect(opposite, name).toHaveLength(1);
      expect(opposite[0]?.[1].words.says, name).toEqual(words.opposite);
    }
  });

  it("need an up direction where what they compare does", () => {
    for (const name of allRelations()) {
      const { truth, needsUp } = definitionOf(name);
      if (truth.by === "quantity" || truth.by === "difference")
        expect(needsUp ?? false, name).toBe(["elevation", "height"].includes(truth.quantity));
    }
  });

  it("presume a predicate of the same quantity, where they are a difference", () => {
    for (const name of lengthRelations) {
      const { truth } = lengthDefinition(name);
      if (truth.by !== "difference") continue;
      const presumed = predicates.find(([each]) => each === truth.presumes)?.[1].truth;
      expect(presumed, name).toEqual({
        by: "quantity",
        quantity: truth.quantity,
        more: truth.more,
      });
    }
  });

  it("are no longer known once their name is wrong", () => {
    expect(isLengthRelation("distanse")).toBe(false);
    expect(isPredicateRelation("distance")).toBe(false);
    expect(() => definitionOf("distanse")).toThrow(RangeError);
  });
});

describe("a quantity of a thing", () => {
  const up: Vec3 = [0, -1, 0];
  const mug = { centre: [0.3, -0.4, 1.2], size: [0.08, 0.1, 0.08], height: 0.1 } as const;

  it.each([
    ["right", 0.3],
    ["depth", 1.2],
    ["range", 1.3],
    ["elevation", 0.4],
    ["height", 0.1],
    ["width", 0.08],
    ["bulk", Math.cbrt(0.08 * 0.1 * 0.08)],
  ] as const)("%s", (name, metres) => {
    expect(quantities[name].of(mug, up)).toBeCloseTo(metres, 12);
  });

  it("is unknown without what it needs", () => {
    expect(quantities.elevation.of(mug)).toBeUndefined();
    expect(quantities.width.of({ centre: [0, 0, 1] })).toBeUndefined();
  });
});
