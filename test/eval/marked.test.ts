import { describe, expect, it } from "vitest";
import { type MarkedRecording, scoreMarked } from "../../src/eval/marked.js";

const marks: MarkedRecording = {
  recording: "six frames",
  topic: "/camera",
  fov_degrees: 60,
  gripper: "gripper",
  object: "can",
  approach: [0, 1],
  at: [2, 3],
  retreat: [4, 5],
};

describe("a recording marked by hand", () => {
  it("is followed where distances fall, stay and rise", () => {
    const score = scoreMarked(marks, [0.3, 0.2, 0.05, 0.05, 0.1, 0.2]);
    expect(score.approach).toBeCloseTo(1);
    expect(score.retreat).toBeCloseTo(1);
    expect(score).toMatchObject({ frames: 6, answered: 6 });
  });

  it("is not where they rise on the way to the object", () => {
    expect(scoreMarked(marks, [0.1, 0.2, 0.3, 0.3, 0.2, 0.1]).approach).toBeCloseTo(-1);
  });

  it("is judged on the answered frames alone", () => {
    const score = scoreMarked(marks, [0.3, undefined, 0.05, 0.05, undefined, undefined]);
    expect(score).toMatchObject({ frames: 6, answered: 3 });
    expect(score.approach).toBeCloseTo(1);
    expect(score.retreat).toBeNaN();
  });
});
