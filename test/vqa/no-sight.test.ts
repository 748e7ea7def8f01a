import { describe, expect, it } from "vitest";
import { readAnswer, readLength } from "../../src/vqa/index.js";
import { questions } from "./answer-rows.js";
import { laterWithoutSight, laterWithSight, withoutSight, withSight } from "./no-sight.table.js";

const { distance, leftOf, visible } = questions;

describe("an answer of a model that saw no picture", () => {
  it.each(withoutSight)('"%s" is none, and is told by "%s"', (answer, phrase) => {
    expect(readAnswer(answer, distance)).toMatchObject({
      kind: "unreadable",
      reason: "no-sight",
      phrase: expect.stringContaining(phrase),
    });
  });

  it.each(laterWithoutSight)('"%s" is none', (answer) => {
    expect(readAnswer(answer, distance)).toMatchObject({ reason: "no-sight" });
  });

  it.each([
    "I can't see the image, but yes.",
    "As a text-based model I'd say yes.",
    "There is no image attached. Yes.",
    "Mugs are usually left of bowls, so yes.",
  ])('"%s" is no yes or no either', (answer) => {
    expect(readAnswer(answer, leftOf)).toMatchObject({ reason: "no-sight" });
  });

  it("says nothing of a thing's being in view", () => {
    expect(readAnswer("No, I can't see the image.", visible)).toMatchObject({ reason: "no-sight" });
    expect(readAnswer("No, I can't see it in the image.", visible)).toEqual({
      kind: "predicate",
      probability: 0,
    });
  });

  it("is not taken for one because of a thing's name", () => {
    const query = { relation: "distance", subject: "gripper", object: "picture frame" } as const;
    const said = "I can't see the picture frame's edge, but it is 12 cm away.";
    expect(readLength(said, { query })).toMatchObject({ metres: 0.12 });
  });
});

describe("an answer of a model that saw the picture", () => {
  it.each(withSight)('"%s" is %d m', (answer, metres) => {
    expect(readAnswer(answer, distance)).toMatchObject({
      kind: "length",
      metres: expect.closeTo(metres, 9),
    });
  });

  it.each(laterWithSight)('"%s" is 12 cm', (answer) => {
    expect(readAnswer(answer, distance)).toMatchObject({ metres: expect.closeTo(0.12, 9) });
  });
});
