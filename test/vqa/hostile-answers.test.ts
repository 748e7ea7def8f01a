import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuestion, type Question, type Reading, readAnswer } from "../../src/vqa/index.js";
import { questions } from "./answer-rows.js";

const megabyte = 1_000_000;
const filled = (piece: string): string =>
  piece.repeat(Math.ceil(megabyte / piece.length)).slice(0, megabyte);

const pieces = [
  "a",
  " ",
  "\n",
  " \n",
  "1",
  "1,",
  "1.",
  "1 cm ",
  '"',
  "'",
  "1'",
  "(",
  "{",
  "\\frac{",
  "\\boxed{",
  "<think>",
  "</think>",
  "<answer>",
  "<a ",
  "```",
  "answer:",
  "not ",
  "and a half ",
  "yes no ",
  "-",
  "can't ",
  "can't see the ",
  "without ",
  "typical ",
  "image is ",
];

/** Time of this process, not of the clock: other work on the machine doesn't count. */
const within = (milliseconds: number, work: () => void): void => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(milliseconds);
};

const isSound = (reading: Reading): boolean => {
  if (reading.kind === "unreadable") return true;
  if (reading.kind === "predicate") return reading.probability >= 0 && reading.probability <= 1;
  return reading.metres >= 0 && Number.isFinite(reading.metres) && (reading.stddev ?? 0) > 0;
};

const all: readonly Question[] = Object.values(questions);

describe("an answer that is none", () => {
  it.each(pieces)("of a megabyte of %j takes less than a second to refuse", (piece) => {
    for (const question of [questions.distance, questions.leftOf]) {
      within(1000, () => expect(isSound(readAnswer(filled(piece), question))).toBe(true));
    }
    within(1000, () => parseQuestion(filled(piece)));
  });

  it.each(pieces)("of 8,000 characters of %j, short enough to be searched, does too", (piece) => {
    const text = filled(piece).slice(0, 7_999);
    for (const question of [questions.distance, questions.leftOf]) {
      within(1000, () => expect(isSound(readAnswer(text, question))).toBe(true));
    }
  });

  it("never throws, and never gives a length below 0 or a probability out of 0..1", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .array(fc.constantFrom(...pieces, "cm", " m", "-", "to", "half", "ft", "±", "°", "0"), {
          maxLength: 20,
        })
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...all), (text, question) => {
        expect(isSound(readAnswer(text, question)), text).toBe(true);
        parseQuestion(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps its answer after a megabyte of thinking", () => {
    const text = `<think>${filled("The mug is 8 cm wide. ")}</think>The distance is 30 cm.`;
    expect(readAnswer(text, questions.distance)).toMatchObject({ kind: "length", metres: 0.3 });
  });
});
