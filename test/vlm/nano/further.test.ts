import { describe, expect, it } from "vitest";
import type { LengthRelation } from "../../../src/core/index.js";
import { groundingText } from "../../../src/vlm/nano/grounding-text.js";
import { lengthOf } from "../../../src/vlm/nano/lengths.js";
import { textOf } from "../../../src/vlm/nano/wording.js";
import { readAnswer } from "../../../src/vqa/index.js";
import { levelUp, sceneOf, thingAt } from "./scenes.js";

const big = thingAt([0, 0, 1], { size: [0.2, 0.3, 0.1] });
const small = thingAt([0, 0.1, 1.4], { size: [0.1, 0.1, 0.1] });

describe("how much more, by nano's geometry", () => {
  it.each<[LengthRelation, number]>([
    ["taller_by", 0.2],
    ["wider_by", 0.1],
    ["higher_by", 0.1],
    ["closer_by", Math.hypot(0.1, 1.4) - 1],
  ])(
    "%s is the difference of what it believes of the two, and unsure by both",
    (relation, metres) => {
      const length = lengthOf(relation, sceneOf(big, small, { up: levelUp }));
      if (typeof length === "string") throw new Error(length);
      expect(length.mean).toBeCloseTo(metres, 2);
      expect(length.variance).toBeGreaterThan(0);
    },
  );

  it.each(["taller_by", "wider_by", "higher_by", "closer_by"] as const)(
    "%s is not told the other way round",
    (relation) => {
      expect(lengthOf(relation, sceneOf(small, big, { up: levelUp }))).toBe("presumption");
      const query = { relation, subject: "mug", object: "bowl" };
      const reading = { kind: "unreadable", reason: "presumption" } as const;
      const text = textOf({ text: "", query }, relation, reading);
      expect(text).toMatch(/the mug is not .+ the bowl/);
      expect(readAnswer(text, { text: "", query })).toEqual(reading);
    },
  );

  it.each(["taller_by", "higher_by"] as const)("%s needs an up direction", (relation) => {
    expect(lengthOf(relation, sceneOf(big, small))).toBe("no-up");
  });

  it("camera_distance is that of one thing", () => {
    const length = lengthOf("camera_distance", sceneOf(small, small));
    expect(length).toMatchObject({ mean: expect.closeTo(Math.hypot(0.1, 1.4), 9) });
  });
});

describe("what the model reads to find the things", () => {
  const config = { relations: ["distance", "width", "taller"] as const };
  const tokenizer = { unknownWords: (text: string) => (/agree/.test(text) ? ["agree"] : []) };
  const names = { subject: "mug", object: "bowl" };
  const asked = (
    relation: "taller" | "taller_by" | "camera_distance",
    text: string,
    object = "bowl",
  ) =>
    groundingText(
      { text, query: { relation, ...names, object } },
      { relations: [...config.relations] },
      tokenizer,
    );

  it("is the question itself where it was trained on its words", () => {
    const text = "Would you say the mug is taller than the bowl?";
    expect(asked("taller", text)).toBe(text);
    expect(groundingText({ text: "free" }, { relations: [] }, tokenizer)).toBe("free");
  });

  it("is the plainest wording where it was not", () => {
    const text = "Do you agree that the mug is taller than the bowl?";
    expect(asked("taller", text)).toBe("Is the mug taller than the bowl?");
  });

  it("is another question about the same things where it does not know the relation", () => {
    expect(asked("taller_by", "")).toBe("What is the distance between the mug and the bowl?");
    expect(asked("camera_distance", "", "")).toBe("How wide is the mug?");
  });
});
