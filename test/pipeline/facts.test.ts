import { describe, expect, it } from "vitest";
import type { Query } from "../../src/core/index.js";
import { factsFromAnswers } from "../../src/pipeline/index.js";
import type { Answer } from "../../src/vlm/index.js";
import { answerOf, identity, lengthAnswer, seen } from "./fakes.js";

const distance: Query = { relation: "distance", subject: "gripper", object: "red mug" };
const leftOf: Query = { relation: "left_of", subject: "red mug", object: "plate" };
const visible: Query = { relation: "visible", subject: "red mug", object: "" };

const read = (query: Query, answer: Answer) => factsFromAnswers([{ query }], [answer], identity);

const reasonOf = (query: Query, answer: Answer): string | undefined => {
  const { facts, unanswered } = read(query, answer);
  expect(facts).toEqual([]);
  expect(unanswered[0]?.query).toEqual(query);
  return unanswered[0]?.reason;
};

describe("facts from answers", () => {
  it("carry the length, its deviation, the points, the confidence and the source", () => {
    const answer = {
      ...lengthAnswer(0.3, 0.02),
      confidence: 0.8,
      subject: seen(0.9),
      object: seen(0.7),
    };
    expect(read(distance, answer).facts).toEqual([
      {
        ...distance,
        source: "onnx:fake",
        confidence: 0.8,
        metres: 0.3,
        stddev: 0.02,
        subjectPoint: [0.1, 0.2, 0.9],
        subjectPixel: [1, 2],
        objectPoint: [0.1, 0.2, 0.9],
        objectPixel: [1, 2],
      },
    ]);
  });

  it("carry the probability of a predicate, and the frame its words refer to", () => {
    const answer = answerOf({ kind: "predicate", probability: 0.25 });
    expect(read(leftOf, answer).facts).toEqual([
      { ...leftOf, source: "onnx:fake", confidence: 1, probability: 0.25, referenceFrame: "image" },
    ]);
    expect(read(visible, answer).facts[0]).not.toHaveProperty("referenceFrame");
  });

  it("do not invent a deviation", () => {
    const fact = read(distance, answerOf({ kind: "length", metres: 0.3 })).facts[0];
    expect(fact).not.toHaveProperty("stddev");
  });

  it("leave it to the backend whether a thing is in view, and name the one that is not", () => {
    const hidden = { subject: seen(0.9), object: seen(0.4) };
    expect(read(distance, { ...lengthAnswer(0.3), ...hidden }).facts).toHaveLength(1);
    const unseen = { ...answerOf({ kind: "unreadable", reason: "not-visible" }), ...hidden };
    expect(reasonOf(distance, unseen)).toBe("red mug is not visible");
    const swapped = { ...unseen, subject: seen(0.1) };
    expect(reasonOf(distance, swapped)).toBe("gripper is not visible");
  });

  it.each<[string, Query, Answer, string]>([
    ["unreadable", distance, answerOf({ kind: "unreadable", reason: "refusal" }), "refusal"],
    [
      "a failed question",
      distance,
      answerOf(
        { kind: "unreadable", reason: "empty" },
        { failure: { code: "model.failed", message: "no word for mug" } },
      ),
      "no word for mug",
    ],
    [
      "yes to a length",
      distance,
      answerOf({ kind: "predicate", probability: 1 }),
      "a length was asked for, yes or no was answered",
    ],
    [
      "a length to yes or no",
      leftOf,
      lengthAnswer(1),
      "yes or no was asked for, a length was answered",
    ],
    ["NaN metres", distance, lengthAnswer(Number.NaN), "an impossible answer"],
    ["infinite metres", distance, lengthAnswer(Number.POSITIVE_INFINITY), "an impossible answer"],
    ["negative metres", distance, lengthAnswer(-1), "an impossible answer"],
    ["a negative deviation", distance, lengthAnswer(1, -1), "an impossible answer"],
    [
      "a probability of 2",
      leftOf,
      answerOf({ kind: "predicate", probability: 2 }),
      "an impossible answer",
    ],
    [
      "a point that is no point",
      distance,
      { ...lengthAnswer(1), subject: { ...seen(1), point: [0, 0, Number.NaN] } },
      "an impossible answer",
    ],
  ])("are not made of %s", (_name, query, answer, reason) => {
    expect(reasonOf(query, answer)).toBe(reason);
  });

  it("say what got no answer, and look at no answer that was not asked for", () => {
    const needs = [{ query: distance }, { query: leftOf }];
    const few = factsFromAnswers(needs, [lengthAnswer(0.1)], identity);
    expect(few.facts).toHaveLength(1);
    expect(few.unanswered).toEqual([{ query: leftOf, reason: "no answer" }]);
    const many = factsFromAnswers(
      [{ query: distance }],
      [lengthAnswer(0.1), lengthAnswer(0.2)],
      identity,
    );
    expect(many.facts).toHaveLength(1);
  });
});
