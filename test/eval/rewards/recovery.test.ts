import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { direction } from "../../../src/eval/rewards/direction.js";
import { recovery, setback, setbackIn } from "../../../src/eval/rewards/recovery.js";
import { traceOf } from "./traces.js";

const valued = (values: readonly number[]) => values.map((value, i) => ({ t: i, value }));

describe("the direction of a curve", () => {
  it("is 1 where it rises, −1 where it falls, 0 where it never changes or is one frame", () => {
    expect(direction(valued([1, 2, 5]))).toBe(1);
    expect(direction(valued([5, 2, 1]))).toBe(-1);
    expect(direction(valued([2, 2, 2]))).toBe(0);
    expect(direction(valued([2]))).toBe(0);
    expect(direction([])).toBe(0);
  });

  it("weighs frames by the time they stand for", () => {
    // Two quick frames up, one long stay below.
    const quick = [
      { t: 0, value: 1 },
      { t: 0.1, value: 2 },
      { t: 0.2, value: 2 },
      { t: 10, value: 0 },
    ];
    expect(direction(quick)).toBeLessThan(-0.9);
  });

  it("turns its sign with the curve", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 12 }),
        (all) => {
          const upside = direction(valued(all.map((value) => -value)));
          expect(upside).toBeCloseTo(-direction(valued(all)), 9);
        },
      ),
    );
  });
});

describe("a setback", () => {
  it("is the deepest true fall, and the rise to the highest point after it", () => {
    const found = setbackIn(valued([-0.5, -0.2, -0.25, -0.1, -0.4, -0.3, -0.05, -0.06]));
    expect(found).toEqual({ fall: { from: 3, to: 4 }, rise: { from: 4, to: 6 } });
  });

  it("has no rise where nothing is won back, and is none where the hand wavers", () => {
    expect(setbackIn(valued([-0.5, -0.1, -0.4]))).toEqual({ fall: { from: 1, to: 2 } });
    expect(setbackIn(valued([-0.5, -0.1, -0.14, -0.1]))).toBeUndefined();
    expect(setbackIn([])).toBeUndefined();
  });
});

describe("recovery", () => {
  /** A thing is moved away just before it is reached. */
  const moved = [0.4, 0.2, 0.1, 0.3, 0.35, 0.2, 0.05];
  const onlyNearer = [0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1];

  it("counts episodes whose value falls and rises with the truth", () => {
    const score = recovery.score([
      traceOf("success", moved),
      traceOf("success", moved, { said: onlyNearer }),
    ]);
    expect(score).toMatchObject({ value: 0.5, ofTruth: 1, episodes: 2 });
  });

  it("does not take a curve that never changes for one that follows", () => {
    expect(recovery.score([traceOf("success", moved, { said: moved.map(() => 0.3) })]).value).toBe(
      0,
    );
  });

  it("is undefined where nothing truly falls, and tells falls without a rise apart", () => {
    expect(recovery.score([traceOf("success", onlyNearer)])).toMatchObject({
      value: Number.NaN,
      remarks: { "no-fall": 1 },
    });
    const retreated = traceOf("miss", [0.4, 0.1, 0.2, 0.4]);
    expect(recovery.score([retreated]).episodes).toBe(0);
    expect(setback.score([retreated])).toMatchObject({ value: 1, episodes: 1 });
  });
});
