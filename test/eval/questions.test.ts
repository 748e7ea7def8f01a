import { describe, expect, it } from "vitest";
import { scoreQuestions } from "../../src/eval/index.js";
import { length, notVisible, predicate, unreadable } from "./cases.js";

describe("lengths", () => {
  it("are scored over the answered, and the unanswered are counted", () => {
    const { distance } = scoreQuestions([
      length(1, 1.2),
      length(3, 3),
      length(2, unreadable),
    ]).lengths;
    expect(distance).toMatchObject({ asked: 3, answered: 2 / 3, count: 2, spearman: 1 });
    expect(distance?.mae).toBeCloseTo(0.1, 12);
    expect(distance?.sayingTheMean.mae).toBeCloseTo(1, 12);
  });

  it("cover as often as their deviations say", () => {
    const { distance } = scoreQuestions([
      length(1, 1.05, { stddev: 0.1 }), // half a deviation off: inside both intervals
      length(1, 1.15, { stddev: 0.1 }), // 1.5 deviations: inside 90 %
      length(1, 1.3, { stddev: 0.1 }), // 3 deviations: outside both
      length(1, 1.0), // no deviation: not counted
    ]).lengths;
    expect(distance?.coverage).toEqual({ "50": 1 / 3, "90": 2 / 3 });
  });

  it("are scored by relation, together, and apart between gripper and thing", () => {
    const scores = scoreQuestions([
      length(1, 1, { ofGripper: true }),
      length(1, 2),
      length(1, 2, { relation: "width" }),
    ]);
    expect(scores.quantitative?.asked).toBe(3);
    expect(scores.lengths.distance?.asked).toBe(2);
    expect(scores.lengths.width?.asked).toBe(1);
    expect(scores.gripperDistance).toMatchObject({ asked: 1, mae: 0 });
  });
});

describe("bins of distances", () => {
  const scores = scoreQuestions([
    length(0.05, 0.1, { cameraDistance: 0.7 }), // on an edge: in the upper bin
    length(0.3, 0.3, { cameraDistance: 2 }),
    length(9, 9),
    length(0.01, unreadable),
    length(0.01, 0.02, { relation: "width" }),
  ]);

  it("hold what was answered, by how long it truly is", () => {
    const shown = scores.byTrueDistance.map(({ from, to, count }) => [from, to, count]);
    expect(shown).toEqual([
      [0.05, 0.1, 1],
      [0.2, 0.4, 1],
      [0.4, Number.POSITIVE_INFINITY, 1],
    ]);
    expect(scores.byTrueDistance[0]?.medianRelative).toBeCloseTo(1, 12);
  });

  it("leave out what has no distance to the camera", () => {
    expect(scores.byCameraDistance.map(({ from, count }) => [from, count])).toEqual([
      [0.6, 1],
      [1.5, 1],
    ]);
  });
});

describe("predicates", () => {
  const cases = [
    predicate(true, 0.9),
    predicate(true, 0.4),
    predicate(false, 0.1),
    predicate(true, unreadable),
  ];

  it("are right when the more probable side is the true one", () => {
    const { left_of } = scoreQuestions(cases).predicates;
    expect(left_of).toEqual({
      asked: 4,
      answered: 0.75,
      accuracy: 2 / 3,
      sayingTheCommonest: 2 / 3,
    });
  });

  it("give the paper's qualitative accuracy together", () => {
    const { qualitative } = scoreQuestions([...cases, predicate(true, 0.9, { relation: "on" })]);
    expect(qualitative).toMatchObject({ asked: 5, accuracy: 0.75 });
  });
});

describe("reliability", () => {
  it("sets what intervals are said to hold against what they hold", () => {
    const exact = Array.from({ length: 10 }, () => length(1, 1, { stddev: 0.1 }));
    const { intervals } = scoreQuestions(exact).reliability;
    expect(intervals[0]).toEqual({ stated: 0.1, observed: 1 });
    expect(scoreQuestions([length(1, 1)]).reliability.intervals).toEqual([]);
  });

  it("sets probabilities against how often they come true, by tenths", () => {
    const { probabilities } = scoreQuestions([
      predicate(true, 0.82),
      predicate(false, 0.88),
      predicate(true, 1),
      predicate(true, unreadable),
    ]).reliability;
    expect(probabilities).toEqual([
      { stated: expect.closeTo(0.85, 12), observed: 0.5, count: 2 },
      { stated: 1, observed: 1, count: 1 },
    ]);
  });
});

describe("things that can't be seen", () => {
  it("are told from seen ones by how sure the backend is", () => {
    const { absent } = scoreQuestions([
      length(undefined, notVisible, { seen: 0.1 }),
      length(undefined, 0.3, { seen: 0.6 }), // invented
      predicate(false, 0.2, { relation: "visible" }),
      length(0.3, 0.3, { seen: 0.9 }),
      length(0.3, notVisible, { seen: 0.4 }),
      predicate(true, 0.8, { relation: "visible" }),
    ]);
    expect(absent).toEqual({
      asked: 3,
      unanswered: 0.5,
      presentUnanswered: 0.5,
      auc: expect.closeTo(8 / 9, 12),
    });
  });

  it("are not spoken of where none was asked about, nor are they in the tables of lengths", () => {
    expect(scoreQuestions([length(1, 1)]).absent).toBeUndefined();
    expect(scoreQuestions([length(undefined, 0.3)]).lengths).toEqual({});
  });
});

it("leaves out relations that were not asked about", () => {
  expect(scoreQuestions([length(1, 1)]).predicates).toEqual({});
});
