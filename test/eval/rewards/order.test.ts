import { describe, expect, it } from "vitest";
import { cycleVoc, reversedVoc } from "../../../src/eval/rewards/cycle.js";
import { vocOnFailures, vocOnSuccesses } from "../../../src/eval/rewards/voc.js";
import { nearing, traceOf } from "./traces.js";

/** A value that rises with the clock, whatever is seen. */
const clock = (frames: number): number[] => Array.from({ length: frames }, (_, i) => 1 - i / 100);

describe("value-order correlation", () => {
  it("is 1 where the value rises all along, and of failures says nothing", () => {
    const score = vocOnSuccesses.score([traceOf("success", nearing), traceOf("miss", nearing)]);
    expect(score).toMatchObject({ value: 1, episodes: 1, remarks: { "ended-otherwise": 1 } });
    expect(vocOnFailures.score([traceOf("miss", [...nearing].reverse())]).value).toBeCloseTo(-1);
  });

  it("gives ties the mean of their ranks", () => {
    // Ranks 1 2.5 2.5 4 of the value against 1 2 3 4: Pearson of those.
    const score = vocOnSuccesses.score([traceOf("success", [0.4, 0.3, 0.3, 0.1])]);
    expect(score.value).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it("counts each episode once, however long it is", () => {
    const long = Array.from({ length: 50 }, (_, i) => 1 - i / 100);
    const score = vocOnSuccesses.score([
      traceOf("success", long),
      traceOf("success", [...nearing].reverse()),
    ]);
    expect(score.value).toBeCloseTo(0, 12);
  });

  it("counts a constant curve, and one that is hardly answered, as 0", () => {
    const score = vocOnSuccesses.score([
      traceOf("success", nearing, { said: nearing.map(() => 0.2) }),
      traceOf("success", nearing, { said: [0.5, undefined, undefined, undefined, 0.1] }),
      traceOf("success", nearing, { said: nearing.map(() => Number.NaN) }),
      traceOf("success", nearing),
    ]);
    expect(score).toMatchObject({
      value: 0.25,
      ofTruth: 1,
      episodes: 4,
      remarks: { constant: 1, unanswered: 2 },
    });
  });

  it("looks at the frames that were answered", () => {
    const said = [0.5, undefined, 0.3, Number.NaN, 0.1];
    expect(vocOnSuccesses.score([traceOf("success", nearing, { said })]).value).toBe(1);
  });

  it("leaves out episodes of one or two frames, and is undefined of those alone", () => {
    const score = vocOnSuccesses.score([traceOf("success", [0.3]), traceOf("success", [0.3, 0.1])]);
    expect(score).toMatchObject({ value: Number.NaN, episodes: 0, remarks: { short: 2 } });
    expect(score.low).toBeNaN();
  });
});

describe("the film run to its end and back", () => {
  it("has 1 where the value falls on the way back", () => {
    const traces = [traceOf("success", nearing)];
    expect(cycleVoc.score(traces).value).toBeCloseTo(1);
    expect(reversedVoc.score(traces).value).toBeCloseTo(1);
  });

  it("has 0 for a clock, and −1 on the way back alone", () => {
    const clocked = traceOf("success", nearing, { said: clock(5), saidOfCycle: clock(9) });
    expect(vocOnSuccesses.score([clocked]).value).toBeCloseTo(1);
    expect(cycleVoc.score([clocked]).value).toBeCloseTo(0);
    expect(reversedVoc.score([clocked]).value).toBeCloseTo(-1);
  });

  it("shares the frame at which the film turns between its halves", () => {
    // Were the turning frame the first half's alone, the second would be constant.
    const flat = [0.1, 0.4, 0.4, 0.4, 0.4];
    const said = [0.5, 0.4, 0.3, 0.2];
    const trace = traceOf("success", [0.5, 0.4, 0.3, 0.2, 0.1], {
      said: [...said, 0.1],
      saidOfCycle: [...said, ...flat],
    });
    expect(cycleVoc.score([trace]).remarks).toEqual({});
    expect(reversedVoc.score([trace]).value).toBeGreaterThan(0.7);
  });

  it("counts a half that never changes as 0", () => {
    const saidOfCycle = [...nearing, 0.1, 0.1, 0.1, 0.1];
    const score = cycleVoc.score([traceOf("success", nearing, { saidOfCycle })]);
    expect(score).toMatchObject({ value: 0.5, remarks: { constant: 1 } });
  });
});
