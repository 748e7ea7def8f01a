import { describe, expect, it } from "vitest";
import {
  isUnaryRelation,
  lengthRelations,
  predicateRelations,
  type Query,
  type Relation,
} from "../../src/core/index.js";
import { allTemplates, allWordings, answersOf, tellNotVisible } from "../../src/vqa/index.js";

const query = (relation: Relation): Query => ({
  relation,
  subject: "red mug",
  object: "blue bowl",
});
const relations: readonly Relation[] = [...lengthRelations, ...predicateRelations];

const section = (id: string, lines: readonly string[]) =>
  [`# ${id}`, ...lines.map((line) => `  ${line}`), ""].join("\n");

describe("templates", () => {
  it("word every question and answer as the golden file lists", async () => {
    const asked = relations.map((relation) => {
      const unit = (lengthRelations as readonly string[]).includes(relation) ? "cm" : undefined;
      return section(`ask ${relation}`, allWordings(query(relation), unit));
    });
    const told = allTemplates().flatMap((template) => {
      const { id, relation, kind } = template;
      const names = { subject: "red mug", object: "blue bowl" };
      if (kind === "length") {
        return [
          section(`tell ${id}`, answersOf(template, { relation, ...names, metres: 1 }, "12 cm")),
        ];
      }
      return [true, false].map((holds) =>
        section(`tell ${id} ${holds}`, answersOf(template, { relation, ...names, holds }, "")),
      );
    });
    const golden = [...asked, ...told, section("not visible", tellNotVisible("red mug"))].join(
      "\n",
    );
    await expect(golden).toMatchFileSnapshot("wordings.golden.txt");
  });

  it("ask for distance in 20 ways at least, and for everything else in 8", () => {
    for (const relation of relations) {
      const wordings = allWordings(query(relation));
      expect(wordings.length, relation).toBeGreaterThanOrEqual(relation === "distance" ? 20 : 8);
      expect(new Set(wordings).size, relation).toBe(wordings.length);
    }
  });

  it("never word two relations alike", () => {
    const all = relations.flatMap((relation) => allWordings(query(relation)));
    expect(new Set(all).size).toBe(all.length);
  });

  it("name what they ask about", () => {
    for (const relation of relations) {
      for (const wording of allWordings(query(relation))) {
        expect(wording.toLowerCase()).toContain("the red mug");
        const isOfOne = isUnaryRelation(relation);
        expect(wording.toLowerCase().includes("the blue bowl"), wording).toBe(!isOfOne);
      }
    }
  });

  it("fit a model that reads 32 words, with names of four words each", () => {
    for (const relation of relations) {
      const long = { relation, subject: "a b c d", object: "e f g h" };
      for (const wording of allWordings(long, "cm")) {
        const words = wording.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
        expect(words.length, wording).toBeLessThanOrEqual(32);
      }
    }
  });

  it("refuse to tell a fact of the other kind", () => {
    const [distance] = allTemplates();
    const visible = { relation: "visible", subject: "mug", object: "", holds: true } as const;
    expect(() => distance && answersOf(distance, visible, "")).toThrow(TypeError);
  });
});
