import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Distortion, lensModelOf, type Pixel } from "../../src/core/index.js";

const bent = (distortion: Distortion, at: Pixel): Pixel | undefined => {
  const lens = lensModelOf(distortion);
  return typeof lens === "string" ? undefined : lens(at);
};

const places: readonly Pixel[] = [
  [0.1, -0.2],
  [0.5, 0.3],
  [-0.8, 0.6],
];

describe("a lens model", () => {
  // What cv2.projectPoints and cv2.fisheye.distortPoints of OpenCV 4 give for these coefficients.
  it.each([
    [
      "plumb_bob",
      [-0.3, 0.1, 0.001, -0.002, 0.01],
      [
        [0.098345125, -0.19684025],
        [0.45359652, 0.272905912],
        [-0.65352, 0.48964],
      ],
    ],
    [
      "rational_polynomial",
      [0.2, -0.1, 0.001, 0.002, 0.03, 0.4, -0.05, 0.02],
      [
        [0.0991073563, -0.1979647126],
        [0.4695367792, 0.2816540675],
        [-0.6562540146, 0.4946905109],
      ],
    ],
    [
      "rational_polynomial",
      [0.2, -0.1, 0.001, 0.002, 0.03, 0.4, -0.05, 0.02, 0.01, -0.02, 0.03, 0.005],
      [
        [0.0995573563, -0.1964522126],
        [0.4706247792, 0.2924320675],
        [-0.6662540146, 0.5296905109],
      ],
    ],
    [
      "equidistant",
      [0.05, -0.01, 0.004, -0.002],
      [
        [0.0986174112, -0.1972348224],
        [0.4586572705, 0.2751943623],
        [-0.6457146356, 0.4842859767],
      ],
    ],
  ])("%s bends as OpenCV's does", (model, coefficients, expected) => {
    places.forEach((place, at) => {
      const [x, y] = bent({ model, coefficients }, place) ?? [];
      expect(x).toBeCloseTo(expected[at]?.[0] ?? Number.NaN, 9);
      expect(y).toBeCloseTo(expected[at]?.[1] ?? Number.NaN, 9);
    });
  });

  it.each([
    ["nothing is said", "", []],
    ["every coefficient is 0", "plumb_bob", [0, 0, 0, 0, 0]],
    ["an unknown model says 0", "ftheta", [0, 0]],
  ])("bends nothing where %s", (_, model, coefficients) => {
    expect(lensModelOf({ model, coefficients })).toBe("straight");
  });

  it.each([
    ["the name", "ftheta", [0.1]],
    ["a tilted sensor", "rational_polynomial", [...Array(12).fill(0), 0.1, 0]],
    ["a coefficient that is no number", "plumb_bob", [Number.NaN, 0.1]],
  ])("is unknown for %s", (_, model, coefficients) => {
    expect(lensModelOf({ model, coefficients })).toBe("unknown");
  });

  it("of a fisheye is no pinhole even where its coefficients are 0", () => {
    expect(bent({ model: "fisheye", coefficients: [0, 0, 0, 0] }, [1, 0])?.[0]).toBeCloseTo(
      Math.PI / 4,
    );
  });

  it("says nothing beyond where it folds back, and goes outwards before", () => {
    const coefficient = fc.double({ min: -0.6, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(coefficient, coefficient, (k1, k2) => {
        const radii = Array.from({ length: 200 }, (_, at) => at / 100);
        const distances = radii.flatMap(
          (r) =>
            bent({ model: "plumb_bob", coefficients: [k1, k2, 0, 0, 1e-9] }, [r, 0])?.[0] ?? [],
        );
        expect(distances).toEqual([...distances].sort((a, b) => a - b));
      }),
    );
  });
});
