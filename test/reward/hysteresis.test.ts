import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTask } from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { play, type TestFrame } from "./frames.js";

const key = "distance(gripper,bottle)";
const reach = (until: string, settings: Readonly<Record<string, number>> = {}) =>
  taskOf({ reach: { potential: "0.5", until, hold: "0.3 s" } }, settings);

/** One length a tenth of a second. */
const film = (...metres: readonly number[]): readonly TestFrame[] =>
  metres.map((distance, k) => ({ t: k / 10, distances: { [key]: distance } }));

const succeeds = (task: ReturnType<typeof reach>, ...metres: readonly number[]): boolean =>
  play(task, film(...metres)).some(({ terminated }) => terminated);

/** Whether a condition that holds at `enter` is still held to at `later`. */
const staysAt = (until: string, enter: number, later: number): boolean =>
  succeeds(reach(until), enter, later, later, later, later);

describe("a hold that has begun", () => {
  it("is not broken by a value that wavers about its threshold", () => {
    expect(succeeds(reach("distance(gripper, bottle) < 10 cm"), 0.09, 0.105, 0.095, 0.11)).toBe(
      true,
    );
  });

  it("is broken by one without hysteresis", () => {
    const strict = reach("distance(gripper, bottle) < 10 cm", { hysteresis: 0 });
    expect(succeeds(strict, 0.09, 0.105, 0.095, 0.11)).toBe(false);
  });

  it("does not begin between the thresholds", () => {
    expect(succeeds(reach("distance(gripper, bottle) < 10 cm"), 0.11, 0.11, 0.11, 0.11, 0.11)).toBe(
      false,
    );
  });

  it("begins anew at the stricter threshold after a gap that says nothing", () => {
    const task = reach("distance(gripper, bottle) < 10 cm");
    const after = film(0.11, 0.11, 0.11, 0.11).map((frame) => ({ ...frame, t: frame.t + 1 }));
    const samples = play(task, [...film(0.09), ...after]);
    expect(samples.some(({ terminated }) => terminated)).toBe(false);
  });

  it.each([
    ["distance(gripper, bottle) < 10 cm", 0.09, 0.119, 0.121],
    ["distance(gripper, bottle) <= 10 cm", 0.1, 0.119, 0.121],
    ["distance(gripper, bottle) > 12 cm", 0.13, 0.101, 0.099],
    ["12 cm < distance(gripper, bottle)", 0.13, 0.101, 0.099],
    ["not (distance(gripper, bottle) > 10 cm)", 0.09, 0.119, 0.121],
    ["not not (distance(gripper, bottle) < 10 cm)", 0.09, 0.119, 0.121],
    ["distance(gripper, bottle) < 10 cm and 1 < 2", 0.09, 0.119, 0.121],
    ["distance(gripper, bottle) < 10 cm or 2 < 1", 0.09, 0.119, 0.121],
    ["0.5 * distance(gripper, bottle) < 5 cm", 0.09, 0.119, 0.121],
  ])("of %s at %d stays at %d and is left at %d", (until, enter, stays, left) => {
    expect(staysAt(until, enter, stays)).toBe(true);
    expect(staysAt(until, enter, left)).toBe(false);
  });

  it("eases no equality, and no threshold of 0", () => {
    expect(staysAt("distance(gripper, bottle) == 10 cm", 0.1, 0.1001)).toBe(false);
    expect(staysAt("distance(gripper, bottle) - 10 cm < 0 m", 0.09, 0.1001)).toBe(false);
  });

  it.each([
    ["touching(gripper, bottle) < 0.9", 0.8, 0.915, 0.92],
    ["not (touching(gripper, bottle) > 0.9)", 0.8, 0.915, 0.92],
    ["0.9 > touching(gripper, bottle)", 0.8, 0.915, 0.92],
    ["touching(gripper, bottle) < 0.3", 0.2, 0.355, 0.365],
    ["touching(gripper, bottle) > 0.9", 0.95, 0.76, 0.74],
    ["touching(gripper, bottle) > 0.5", 0.6, 0.42, 0.41],
    ["not (touching(gripper, bottle) < 0.9)", 0.95, 0.76, 0.74],
  ])("of the probability %s at %d stays at %d and is left at %d", (until, enter, stays, left) => {
    const task = reach(until);
    const stillAt = (later: number): boolean =>
      play(
        task,
        [enter, later, later, later, later].map((probability, k) => ({
          t: k / 10,
          predicates: { "touching(gripper,bottle)": probability },
        })),
      ).some(({ terminated }) => terminated);
    expect(stillAt(stays)).toBe(true);
    expect(stillAt(left)).toBe(false);
  });

  it("lasts at least wherever it lasts without hysteresis", () => {
    const length = fc.double({ min: 0.01, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(fc.array(length, { minLength: 4, maxLength: 12 }), (metres) => {
        const until = "distance(gripper, bottle) < 10 cm";
        const strict = succeeds(reach(until, { hysteresis: 0 }), ...metres);
        if (strict) expect(succeeds(reach(until), ...metres)).toBe(true);
      }),
    );
  });
});

describe("hysteresis in a task file", () => {
  it("is a fifth of the threshold where the file gives none", () => {
    expect(reach("distance(gripper, bottle) < 10 cm").hysteresis).toBe(0.2);
  });

  it.each([-0.1, 1.5])("%d is refused", (hysteresis) => {
    expect(() => reach("distance(gripper, bottle) < 10 cm", { hysteresis })).toThrow(
      `hysteresis: must be a share of the threshold from 0 to 1, such as 0.2; got ${hysteresis}`,
    );
  });

  it("of a whole file is read", () => {
    const file = `task: t
objects: { mug: red mug }
hysteresis: 0.5
stages: { a: { potential: "0.5", until: "visible(mug) > 0.5" } }
success: a
`;
    expect(parseTask(file).hysteresis).toBe(0.5);
  });
});
