import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepsOf, usualRate } from "../../src/export/grid.js";
import type { LabelledFrame } from "../../src/export/labelled-frame.js";

const second = 1_000_000_000n;
const start = 1_700_000_000n * second;

const frame = (ms: number, potential: number | undefined = 0.5): LabelledFrame => {
  const stamp = start + BigInt(ms) * 1_000_000n;
  return {
    stamp,
    logTime: stamp,
    valid: potential !== undefined,
    ...(potential !== undefined && { potential }),
    taskReward: 0,
    success: false,
    terminated: false,
    truncated: false,
    distances: [],
  };
};

const invalid = (ms: number): LabelledFrame => {
  const { potential: _, ...rest } = frame(ms);
  return { ...rest, valid: false };
};

const shown = (frames: readonly LabelledFrame[], fps: number) =>
  stepsOf(frames, fps).map(
    (step) => `${Number(step.frame.stamp - start) / 1e6}${step.held ? " held" : ""}`,
  );

describe("steps of a constant rate", () => {
  it.each([
    ["frames on the beat", [0, 100, 200], 10, ["0", "100", "200"]],
    ["frames that jitter", [0, 108, 191, 300], 10, ["0", "108", "191", "300"]],
    ["twice as many frames", [0, 50, 100, 150, 200], 10, ["0", "100", "200"]],
    ["a gap", [0, 100, 400], 10, ["0", "100", "100 held", "100 held", "400"]],
    ["half as many frames", [0, 200, 400], 10, ["0", "0 held", "200", "200 held", "400"]],
    ["the last frame off the beat", [0, 100, 180, 204, 240], 10, ["0", "100", "240"]],
    ["an end before the first beat", [0, 20], 10, ["0", "20"]],
    ["a single frame", [0], 10, ["0"]],
    ["no frames", [], 10, []],
  ])("show %s", (_, times, fps, expected) => {
    expect(
      shown(
        times.map((ms) => frame(ms)),
        fps,
      ),
    ).toEqual(expected);
  });

  it("show a valid frame before an invalid one that is nearer", () => {
    expect(shown([frame(0), frame(70), invalid(100), frame(200)], 10)).toEqual(["0", "70", "200"]);
  });

  it("keep the potential of the last valid step, and don't pay for a held one", () => {
    const steps = stepsOf([invalid(0), frame(100, 0.2), invalid(200), frame(400, 0.4)], 10);
    expect(steps.map(({ potential, valid }) => [potential, valid])).toEqual([
      [0, false],
      [0.2, true],
      [0.2, false],
      [0.2, false],
      [0.4, true],
    ]);
  });

  it("begin with the first frame, end with the last, and never go back", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 60 }), (all, fps) => {
        const times = [0, ...all].map((_, i) => all.slice(0, i).reduce((a, b) => a + b, 0));
        const frames = times.map((ms) => frame(ms));
        const steps = stepsOf(frames, fps);
        const stamps = steps.map((step) => step.frame.stamp);
        expect(stamps[0]).toBe(frames[0]?.stamp);
        expect(stamps.at(-1)).toBe(frames.at(-1)?.stamp);
        expect(stamps).toEqual([...stamps].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
        const fresh = steps.filter(({ held }) => !held).map((step) => step.frame.stamp);
        expect(new Set(fresh).size).toBe(fresh.length);
      }),
    );
  });
});

it.each([
  [[0, 33, 67, 100, 133], 30],
  [[0, 100, 200, 1900, 2000], 10],
  [[0, 5000], 1],
  [[0], undefined],
])("the usual rate of frames at %j ms is %j", (times, rate) => {
  expect(usualRate([times.map((ms) => frame(ms))])).toBe(rate);
});
