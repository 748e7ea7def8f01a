import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thumbnailPositions, thumbnailStride } from "../../src/label/thumbnails.js";

describe("which frames a report shows", () => {
  it.each([
    [0, []],
    [1, [0]],
    [12, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [13, [0, 2, 4, 6, 8, 10, 12]],
    [80, [0, 8, 16, 24, 32, 40, 48, 56, 64, 72]],
  ])("of %i frames: %j", (frames, positions) => {
    expect(thumbnailPositions(frames)).toEqual(positions);
  });

  it("are among those kept while their number was not known", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (frames) => {
        const kept = (position: number): boolean => position % thumbnailStride(position + 1) === 0;
        expect(thumbnailPositions(frames).every(kept)).toBe(true);
      }),
    );
  });

  it("are all that is kept where their number is known beforehand, give or take frames that don't come", () => {
    const counts = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(counts, (frames) => {
        const stride = thumbnailStride(frames);
        const kept = (position: number): boolean =>
          position % thumbnailStride(Math.max(position + 1, frames)) === 0;
        expect(kept(stride * 3)).toBe(true);
        expect(stride === 1 || !kept(stride * 3 + 1)).toBe(true);
      }),
    );
  });
});
