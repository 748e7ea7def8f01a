import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { project, type Vec3 } from "../../../src/core/index.js";
import { intrinsicsOnCanvas, letterbox, pixelOfImage } from "../../../src/vlm/engine/letterbox.js";

const canvas = { width: 192, height: 144 };
const side = fc.integer({ min: 1, max: 4000 });

describe("letterbox", () => {
  it.each([
    { image: [640, 480], placed: { width: 192, height: 144, left: 0, top: 0 } },
    { image: [1280, 720], placed: { width: 192, height: 108, left: 0, top: 18 } },
    { image: [424, 240], placed: { width: 192, height: 109, left: 0, top: 17 } },
    { image: [480, 640], placed: { width: 108, height: 144, left: 42, top: 0 } },
    { image: [96, 72], placed: { width: 192, height: 144, left: 0, top: 0 } },
    { image: [4000, 1], placed: { width: 192, height: 1, left: 0, top: 71 } },
  ])("places $image", ({ image: [width = 0, height = 0], placed }) => {
    expect(letterbox({ width, height }, canvas)).toMatchObject(placed);
  });

  it("stays on the canvas and touches two of its edges", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { left, top, ...size } = letterbox({ width, height }, canvas);
        expect(left + size.width).toBeLessThanOrEqual(canvas.width);
        expect(top + size.height).toBeLessThanOrEqual(canvas.height);
        expect(size.width === canvas.width || size.height === canvas.height).toBe(true);
      }),
    );
  });

  it("moves intrinsics and pixels alike: a point is seen at the same place of the picture", () => {
    const within = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(side, side, within, within, (width, height, x, y) => {
        const k = { fx: width, fy: width * 1.1, cx: width / 2, cy: height / 3 };
        const point: Vec3 = [x, y, 1];
        const placement = letterbox({ width, height }, canvas);
        const onCanvas = project(point, intrinsicsOnCanvas(k, placement)) ?? [0, 0];
        const [u, v] = pixelOfImage(onCanvas, placement);
        const [wantedU, wantedV] = project(point, k) ?? [0, 0];
        expect(u).toBeCloseTo(wantedU, 6);
        expect(v).toBeCloseTo(wantedV, 6);
      }),
    );
  });
});
