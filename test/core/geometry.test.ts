import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceBetween, intrinsicsFromFov, lift, project } from "../../src/core/index.js";

describe("a pinhole camera", () => {
  const camera = intrinsicsFromFov(640, 480, 60);

  it("of 60° has half the image's width over tan 30° as focal length", () => {
    expect(camera.fx).toBeCloseTo(320 / Math.tan(Math.PI / 6), 9);
    expect(camera).toMatchObject({ cx: 320, cy: 240, fy: camera.fx });
  });

  it("sees what lies straight ahead in its centre, right to the right and down below", () => {
    expect(project([0, 0, 1], camera)).toEqual([320, 240]);
    const [u, v] = project([0.1, 0.1, 1], camera) ?? [0, 0];
    expect(u).toBeGreaterThan(320);
    expect(v).toBeGreaterThan(240);
  });

  it.each([0, -1])("does not see a point at z = %d", (z) => {
    expect(project([0, 0, z], camera)).toBeUndefined();
  });

  it("lifts a pixel back to the point it came from", () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    const depth = fc.double({ min: 0.05, max: 10, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, depth, (x, y, z) => {
        const pixel = project([x, y, z], camera);
        if (pixel === undefined) throw new Error("in front of the camera");
        expect(distanceBetween(lift(pixel, z, camera), [x, y, z])).toBeLessThan(1e-9);
      }),
    );
  });
});
