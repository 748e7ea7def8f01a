import { describe, expect, it } from "vitest";
import { type Judged, scoreQuestions } from "../../src/eval/questions.js";
import type { Reading } from "../../src/vqa/index.js";

const length = (truth: number, metres: number, stddev?: number): Judged => ({
  relation: "distance",
  truth,
  reading: { kind: "length", metres, ...(stddev === undefined ? {} : { stddev }) },
});
const unreadable: Reading = { kind: "unreadable", reason: "refusal" };
const predicate = (truth: boolean, reading: Reading): Judged => ({
  relation: "left_of",
  truth,
  reading,
});

describe("lengths", () => {
  it("are scored over the answered, and the unanswered are counted", () => {
    const { distance } = scoreQuestions([
      length(1, 1.2),
      length(3, 3),
      { relation: "distance", truth: 2, reading: unreadable },
    ]).lengths;
    expect(distance).toMatchObject({ asked: 3, answered: 2 / 3, count: 2 });
    expect(distance?.mae).toBeCloseTo(0.1, 12);
    expect(distance?.sayingTheMean.mae).toBeCloseTo(1, 12);
  });

  it("cover as often as their deviations say", () => {
    const { distance } = scoreQuestions([
      length(1, 1.05, 0.1), // half a deviation off: inside both intervals
      length(1, 1.15, 0.1), // 1.5 deviations: inside 90 %
      length(1, 1.3, 0.1), // 3 deviations: outside both
      length(1, 1.0), // no deviation: not counted
    ]).lengths;
    expect(distance?.coverage).toEqual({ "50": 1 / 3, "90": 2 / 3 });
  });
});

describe("predicates", () => {
  it("are right when the more probable side is the true one", () => {
    const { left_of } = scoreQuestions([
      predicate(true, { kind: "predicate", probability: 0.9 }),
      predicate(true, { kind: "predicate", probability: 0.4 }),
      predicate(false, { kind: "predicate", probability: 0.1 }),
      predicate(true, unreadable),
    ]).predicates;
    expect(left_of).toEqual({
      asked: 4,
      answered: 0.75,
      accuracy: 2 / 3,
      sayingTheCommonest: 2 / 3,
    });
  });
});

it("leaves out relations that were not asked about", () => {
  expect(scoreQuestions([length(1, 1)]).predicates).toEqual({});
});
