import { describe, expect, it } from "vitest";
import { createRandom, dot, type Vec3 } from "../../../src/core/index.js";
import { noiseOf, supportingSurface } from "../../../src/data-engine/lift/index.js";
import { noisy, photograph, rasterWith, type Solid, size, upIn, viewFrom } from "../tabletop.js";

const clutter: readonly Solid[] = [
  { name: "box", kind: "box", at: [0.1, 0, 0], width: 0.1, depth: 0.06, height: 0.2 },
  { name: "can", kind: "cylinder", at: [-0.1, 0.05, 0], width: 0.07, depth: 0.07, height: 0.12 },
];

const surfaceOf = async (metres: Float32Array, given?: Vec3) => {
  const raster = await rasterWith(metres);
  return supportingSurface(raster, noiseOf(raster), createRandom(1), given);
};

const degrees = (a: Vec3, b: Vec3): number => (Math.acos(Math.min(1, dot(a, b))) * 180) / Math.PI;
const oblique = viewFrom([0, -0.7, 0.5], [0, 0, 0]);

describe("the surface that things stand on", () => {
  it("tells up, whatever stands on it", async () => {
    const surface = await surfaceOf(photograph(oblique, clutter).metres);
    expect(surface?.isLevel).toBe(true);
    expect(degrees(surface?.up ?? [0, 0, 0], upIn(oblique))).toBeLessThan(0.1);
    expect(surface?.below).toBeCloseTo(0.5, 3);
  });

  it("tells it from noisy depth", async () => {
    const surface = await surfaceOf(noisy(photograph(oblique, clutter).metres, 0.02));
    expect(degrees(surface?.up ?? [0, 0, 0], upIn(oblique))).toBeLessThan(1);
  });

  it("points up, never down: towards the camera's side", async () => {
    const surface = await surfaceOf(photograph(oblique, clutter).metres);
    expect(surface?.up[1]).toBeLessThan(0);
  });

  it("from straight above it may be a wall: nothing says that it is level", async () => {
    const above = viewFrom([0, -0.1, 0.9], [0, 0, 0]);
    expect((await surfaceOf(photograph(above, clutter).metres))?.isLevel).toBe(false);
  });

  it("from straight above it is level where TF says which way is up", async () => {
    const above = viewFrom([0, -0.1, 0.9], [0, 0, 0]);
    const surface = await surfaceOf(photograph(above, clutter).metres, upIn(above));
    expect(surface?.isLevel).toBe(true);
  });

  it("a plane that stands across what TF says is none that is level", async () => {
    const surface = await surfaceOf(photograph(oblique, clutter).metres, [1, 0, 0]);
    expect(surface?.isLevel).not.toBe(true);
  });

  it("is none where too little was measured", async () => {
    const nothing = new Float32Array(size.width * size.height).fill(Number.NaN);
    expect(await surfaceOf(nothing)).toBeUndefined();
  });
});

describe("the noise of a depth image", () => {
  it.each([0.002, 0.01, 0.03])("of σ %f is found beside edges and slopes", async (sigma) => {
    const raster = await rasterWith(noisy(photograph(oblique, clutter).metres, sigma));
    expect(noiseOf(raster) / sigma).toBeGreaterThan(0.85);
    expect(noiseOf(raster) / sigma).toBeLessThan(1.15);
  });
});
