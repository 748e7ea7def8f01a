import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointAt } from "../../../src/web/page/nearest.js";
import { following, resized } from "../../../src/web/page/window.js";

describe("what of a time line is shown", () => {
  it("is half as long or twice as long around the player's time", () => {
    expect(resized([0, 8], 0.5, 4, 8)).toEqual([2, 6]);
    expect(resized([2, 6], 2, 4, 8)).toEqual([0, 8]);
  });

  it("ends where the recording does", () => {
    expect(resized([0, 8], 0.5, 0, 8)).toEqual([0, 4]);
    expect(resized([0, 8], 0.5, 8, 8)).toEqual([4, 8]);
    expect(resized([0, 8], 2, 4, 8)).toEqual([0, 8]);
  });

  it("stands still while the player is in it, and is turned like a page when it has left", () => {
    expect(following([2, 4], 3, 8)).toEqual([2, 4]);
    expect(following([2, 4], 5, 8)).toEqual([4.8, 6.8]);
    expect(following([2, 4], 1.9, 8)).toEqual([expect.closeTo(0.1), expect.closeTo(2.1)]);
  });

  it("has the player's time in it whatever is pressed", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const factor = fc.constantFrom(0.5, 2);
    fc.assert(
      fc.property(fc.array(fc.tuple(share, factor)), (presses) => {
        const end = 100;
        let shown: readonly [number, number] = [0, end];
        for (const [at, by] of presses) {
          shown = resized(following(shown, at * end, end), by, at * end, end);
          expect(shown[0]).toBeGreaterThanOrEqual(0);
          expect(shown[1]).toBeLessThanOrEqual(end + 1e-9);
          expect(shown[0]).toBeLessThanOrEqual(at * end + 1e-9);
          expect(shown[1]).toBeGreaterThanOrEqual(at * end - 1e-9);
        }
      }),
    );
  });
});

describe("the point of a time", () => {
  it("is the last one that is not after it; the first when all are", () => {
    const times = [0, 0.1, 0.1, 0.4];
    expect([-1, 0, 0.05, 0.1, 0.3, 0.4, 9].map((time) => pointAt(times, time))).toEqual([
      0, 0, 0, 2, 2, 3, 3,
    ]);
  });
});
