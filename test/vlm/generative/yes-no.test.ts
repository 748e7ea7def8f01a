import { describe, expect, it } from "vitest";
import { createFreeText } from "../../../src/vlm/generative/free-text.js";
import { createYesNo } from "../../../src/vlm/generative/yes-no.js";
import { modelThatSays, tokensOf } from "./writing.js";

describe("a yes or no from logits", () => {
  const vocabulary = ["Yes", " yes", "No", "no", "Maybe"];
  const read = (says: Readonly<Record<string, number>>) => {
    const decoding = createYesNo(tokensOf(vocabulary))();
    const steps = modelThatSays(says, vocabulary).answer(decoding);
    return { steps, ...decoding.result() };
  };

  it("takes one step, and all ways of writing them", () => {
    expect(read({ Yes: 0.3, " yes": 0.3, No: 0.2, no: 0.2 })).toEqual({
      steps: 1,
      text: "Yes",
      reading: { kind: "predicate", probability: expect.closeTo(0.6, 6) },
      confidence: expect.closeTo(1, 6),
    });
  });

  it("is the share of the two, and as sure as they are together", () => {
    const { reading, confidence } = read({ Yes: 0.1, No: 0.3, Maybe: 0.6 });
    expect(reading).toMatchObject({ probability: expect.closeTo(0.25, 6) });
    expect(confidence).toBeCloseTo(0.4, 6);
  });

  it("reads first letters where a vocabulary has no whole words", () => {
    const letters = ["y", "n", "x"];
    const decoding = createYesNo(tokensOf(letters))();
    modelThatSays({ y: 0.9, n: 0.1 }, letters).answer(decoding);
    expect(decoding.result().reading).toMatchObject({ probability: expect.closeTo(0.9, 6) });
  });
});

describe("free text", () => {
  const vocabulary = ["about ", "12 cm", "Das sind ", "I can't tell", "."];
  const read = (text: string, maxTokens = 10) => {
    const decoding = createFreeText(
      { text: "How far?" },
      { tokens: tokensOf(vocabulary), ends: new Set([vocabulary.length]), maxTokens },
    );
    const steps = modelThatSays({ [text]: 1 }, vocabulary).answer(decoding);
    return { steps, ...decoding.result() };
  };

  it("ends where the model ends it, and is read like anyone's words", () => {
    expect(read("about 12 cm.")).toMatchObject({
      steps: 4,
      text: "about 12 cm.",
      reading: { kind: "length", metres: expect.closeTo(0.12, 9) },
    });
  });

  it("gives a refusal as what it is", () => {
    expect(read("I can't tell").reading).toMatchObject({ kind: "unreadable", reason: "refusal" });
  });

  it("ends when it has run long enough", () => {
    expect(read("about about about about ", 2)).toMatchObject({ steps: 2, text: "about about" });
  });
});
