import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCovariance,
  alongRay,
  type Covariance,
  inverseOf,
  isotropic,
  norm,
  rotateCovariance,
  scale,
  scaleCovariance,
  timesVector,
  type Vec3,
  varianceAlong,
} from "../../src/core/index.js";
import { fromRollPitchYaw } from "./rotations.js";

const angle = fc.double({ min: -3, max: 3, noNaN: true });
const variance = fc.double({ min: 1e-4, max: 1, noNaN: true });
const rotation = fc.tuple(angle, angle, angle).map((angles) => fromRollPitchYaw(...angles));
const covariance: fc.Arbitrary<Covariance> = fc
  .tuple(rotation, variance, variance, variance)
  .map(([turn, x, y, z]) => rotateCovariance(turn, [x, 0, 0, y, 0, z]));
const direction: fc.Arbitrary<Vec3> = fc
  .tuple(angle, angle, angle)
  .filter((v) => norm(v) > 0.1)
  .map((v) => scale(v, 1 / norm(v)));

const expectNear = (actual: readonly number[], expected: readonly number[]): void => {
  for (const [i, value] of actual.entries())
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
};

describe("a covariance", () => {
  it("turned keeps its variance along what turns with it", () => {
    fc.assert(
      fc.property(covariance, angle, (c, yaw) => {
        const turned = rotateCovariance(fromRollPitchYaw(0, 0, yaw), c);
        expect(varianceAlong(turned, [Math.cos(yaw), Math.sin(yaw), 0])).toBeCloseTo(c[0], 9);
        expect(turned[0] + turned[3] + turned[5]).toBeCloseTo(c[0] + c[3] + c[5], 9);
      }),
    );
  });

  it("times its inverse leaves a vector as it is", () => {
    fc.assert(
      fc.property(covariance, direction, (c, v) => {
        const inverse = inverseOf(c);
        expect(inverse).toBeDefined();
        if (inverse) expectNear(timesVector(c, timesVector(inverse, v)), v);
      }),
    );
  });

  it.each([
    ["flat", [1, 0, 0, 1, 0, 0]],
    ["of nothing", [0, 0, 0, 0, 0, 0]],
    ["not a number", [Number.NaN, 0, 0, 1, 0, 1]],
  ] as const)("that is %s has no inverse", (_, c) => {
    expect(inverseOf(c)).toBeUndefined();
  });

  it("adds up and scales in every direction", () => {
    fc.assert(
      fc.property(covariance, covariance, direction, (a, b, v) => {
        const sum = varianceAlong(addCovariance(a, scaleCovariance(b, 4)), v);
        expect(sum).toBeCloseTo(varianceAlong(a, v) + 4 * varianceAlong(b, v), 9);
      }),
    );
  });

  it("of a ray is one variance along it and another across", () => {
    const c = alongRay([0, 3, 4], 0.09, 0.01);
    expect(varianceAlong(c, [0, 0.6, 0.8])).toBeCloseTo(0.09, 12);
    expect(varianceAlong(c, [0, -0.8, 0.6])).toBeCloseTo(0.01, 12);
    expect(varianceAlong(c, [1, 0, 0])).toBeCloseTo(0.01, 12);
    expectNear(alongRay([1, 2, 3], 0.5, 0.5), isotropic(0.5));
  });
});
