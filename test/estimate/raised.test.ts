import { describe, expect, it } from "vitest";
import { stampOf, type Vec3 } from "../../src/core/index.js";
import { startRaised, stepRaised } from "../../src/estimate/index.js";

/** What is said of a thing frame by frame, at 5 Hz. */
const follow = (points: readonly (Vec3 | undefined)[], visible = (_frame: number) => 1) => {
  let state = startRaised;
  return points.map((point, i) => {
    const sighted = point && { point, visible: visible(i) };
    const step = stepRaised(state, stampOf(i / 5), sighted);
    state = step.state;
    return step.metres;
  });
};
/** Heights above the optical axis at a depth. */
const at = (height: number, depth = 0.8): Vec3 => [0.1, -height, depth];
const standing = [at(0), at(0), at(0), at(0), at(0), at(0)];

describe("raised", () => {
  it("is the way up across the line of sight", () => {
    expect(follow([...standing, at(0.05), at(0.1)]).slice(-2)).toEqual([0.05, 0.1].map(close));
  });

  it("does not believe a change of depth alone", () => {
    const off = at(0.1, 1.6); // half as high in the picture as its metres say
    expect(follow([...standing, off]).at(-1)).toEqual(close(0.05));
    expect(follow([at(0.2, 1), at(0.2, 1), at(0.4, 2)]).at(-1)).toEqual(close(0));
  });

  it("takes a wrong first sighting for what it is", () => {
    expect(follow([at(-0.3), ...standing, at(0.1)]).at(-1)).toEqual(close(0.1));
  });

  it("is 0 for what is lower, and unknown for what was not seen", () => {
    expect(follow([...standing, at(-0.1), undefined]).slice(-2)).toEqual([0, undefined]);
  });

  it("begins with the first sighting, however late", () => {
    const unseen = Array.from({ length: 10 }, () => undefined);
    expect(follow([...unseen, at(0.2), at(0.3)]).slice(-2)).toEqual([close(0), close(0.05)]);
  });

  it("must have been seen standing; later it may be half hidden", () => {
    const points = [...standing, at(0.1)];
    expect(follow(points, () => 0.05)).toEqual(points.map(() => undefined));
    expect(follow(points, (i) => (i === 6 ? 0.05 : 0.9)).at(-1)).toEqual(close(0.1));
  });

  it("knows nothing of a point behind the camera", () => {
    expect(follow([at(0, -1), at(0, 0)])).toEqual([undefined, undefined]);
  });
});

const close = (value: number) => expect.closeTo(value, 9);
