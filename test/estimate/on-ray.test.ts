import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alongRay,
  isotropic,
  norm,
  type PointEvidence,
  subtract,
  type Vec3,
} from "../../src/core/index.js";
import { onRay } from "../../src/estimate/on-ray.js";
import { acrossOf, relativeVariance } from "../../src/estimate/ray.js";

/** A model sees a thing here, its depth a tenth unsure. */
const said = (point: Vec3, share = 0.1): PointEvidence => ({
  source: "nano",
  thing: "cup",
  point,
  covariance: alongRay(point, (share * norm(point)) ** 2, 0.008 ** 2),
});

const gripper = (point: Vec3) => ({ point, covariance: isotropic(0.004 ** 2) });
const distance = (metres: number, stddev = 0.15 * metres) => ({ metres, variance: stddev ** 2 });
const between = (a: Vec3, b: Vec3): number => norm(subtract(a, b));

describe("a thing on its ray, and how far it is from a known gripper", () => {
  const hand: Vec3 = [0, 0, 1];

  it("is pulled to where the distance is right", () => {
    const seen = said([0.1, 0, 1.15]);
    const told = onRay(seen, gripper(hand), distance(0.11, 0.01));
    expect(between(told.point, hand)).toBeLessThan(between(seen.point, hand) - 0.02);
  });

  it("is surer than by its depth alone", () => {
    const seen = said([0.1, 0, 1.05]);
    const told = onRay(seen, gripper(hand), distance(0.11, 0.01));
    expect(relativeVariance(told)).toBeLessThan(relativeVariance(seen) / 2);
  });

  it("stays between the two answers where the depth says nothing of which it is", () => {
    const told = onRay(said([0.05, 0, 1]), gripper(hand), distance(0.1, 0.005));
    expect(told.point[2]).toBeCloseTo(1, 1);
    expect(Math.sqrt(relativeVariance(told))).toBeGreaterThan(0.05);
  });

  it("believes its depth where a distance can't be right on the ray", () => {
    const seen = said([0.3, 0, 1]);
    const told = onRay(seen, gripper(hand), distance(0.02, 0.002));
    expect(between(told.point, seen.point)).toBeLessThan(0.05);
  });

  it("never leaves its ray, is never less sure across it, and is always a number", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.4, max: 0.4, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (x, z, metres, stddev) => {
          const seen = said([x, 0.1, z]);
          const told = onRay(seen, gripper(hand), distance(metres, stddev));
          const ratio = told.point[2] / z;
          expect(told.point[0]).toBeCloseTo(x * ratio, 9);
          expect(acrossOf(told)).toBeCloseTo(acrossOf(seen), 9);
          expect(relativeVariance(told)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
