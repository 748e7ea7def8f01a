import { describe, expect, it } from "vitest";
import { lensModelOf, type Pixel, type RgbImage } from "../../src/core/index.js";
import { createRectifier } from "../../src/scene/rectifier.js";

const size = { width: 160, height: 120 };
const k = { fx: 60, fy: 60, cx: 80, cy: 60 };

const rectifierOf = (model: string, coefficients: readonly number[]) => {
  const lens = lensModelOf({ model, coefficients });
  if (typeof lens === "string") throw new Error(lens);
  return createRectifier(lens, k, size);
};

/** What a lens takes of a scene that is coloured by where a pinhole would see it: red across, green down. */
const taken = (at: readonly Pixel[]): RgbImage => {
  const data = new Uint8Array(size.width * size.height * 3);
  for (const [u, v] of at) data[(Math.floor(v) * size.width + Math.floor(u)) * 3] = 255;
  return { ...size, data };
};

const brightest = ({ data, width }: RgbImage): Pixel => {
  const at = data.reduce((best, value, i) => (value > (data[best] ?? 0) ? i : best), 0) / 3;
  return [(Math.floor(at) % width) + 0.5, Math.floor(at / width) + 0.5];
};

describe.each([
  ["plumb_bob", [-0.2, 0.02, 0, 0, 0]],
  ["equidistant", [0.01, 0, 0, 0]],
])("a picture through a %s lens, rectified", (model, coefficients) => {
  const rectifier = rectifierOf(model, coefficients);

  it("shows a point where a pinhole sees it, and knows where it was taken", () => {
    for (const pinhole of [
      [80.5, 60.5],
      [120.5, 60.5],
      [50.5, 90.5],
    ] as const) {
      const lens = rectifier.pixelOf(pinhole);
      const [u, v] = brightest(rectifier.rectified(taken([lens])));
      expect(Math.hypot(u - pinhole[0], v - pinhole[1])).toBeLessThan(1.6);
    }
  });

  it("of another size is the same picture, scaled", () => {
    const half = { width: 80, height: 60, data: new Uint8Array(80 * 60 * 3).fill(9) };
    const { width, height, data } = rectifier.rectified(half);
    expect([width, height, data.length]).toEqual([80, 60, 80 * 60 * 3]);
    expect(new Set(data)).toEqual(new Set([9]));
  });
});

describe("a rectified picture", () => {
  it("of a lens that hardly bends is the picture", () => {
    const data = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => i % 251);
    const same = rectifierOf("plumb_bob", [1e-9, 0, 0, 0, 0]).rectified({ ...size, data });
    expect(same.data).toEqual(data);
  });

  it("is black where the lens says nothing, instead of mirrored", () => {
    const white = { ...size, data: new Uint8Array(size.width * size.height * 3).fill(255) };
    const { data } = rectifierOf("plumb_bob", [-0.5, 0, 0, 0, 0]).rectified(white);
    expect(data[0]).toBe(0);
    expect(data[(60 * size.width + 80) * 3]).toBe(255);
  });

  it("tells how much of the image's width it covers", () => {
    expect(rectifierOf("plumb_bob", [1e-9, 0, 0, 0, 0]).covered).toBeCloseTo(1);
    // 80 px from the middle a pinhole of 60 px sees 53°, which this fisheye shows 56 px from it.
    expect(rectifierOf("equidistant", [0, 0, 0, 0]).covered).toBeCloseTo(0.695, 2);
  });

  it("of a picture of one pixel is a pixel", () => {
    const dot = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
    expect(rectifierOf("plumb_bob", [-0.1, 0, 0, 0, 0]).rectified(dot).data).toHaveLength(3);
  });
});
