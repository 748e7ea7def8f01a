import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../../src/core/index.js";
import { lengthOf } from "../../../src/vlm/nano/lengths.js";
import { levelUp, sceneOf, thingAt } from "./scenes.js";

/** Camera that looks down by so many degrees. */
const upAtPitch = (degrees: number): Vec3 => {
  const pitch = (degrees * Math.PI) / 180;
  return [0, -Math.cos(pitch), -Math.sin(pitch)];
};

const [origin, apart] = [thingAt([0, 0, 1]), thingAt([0.3, -0.2, 1.4])];
const sum = 2e-4; // of two variances of 1 cm²

describe("a distance", () => {
  it("is the pair's own, not that of its points: the median of a log-normal, and the variance around it", () => {
    const logDistance = { mean: Math.log(0.2), variance: 0.04 };
    const pair = { logDistance, gap: { mean: 0, variance: 0 } };
    const length = lengthOf("distance", sceneOf(origin, apart, { pair }));
    const variance = 0.04 * Math.exp(0.04) * (Math.exp(0.04) - 1);
    const bias = 0.2 * (Math.exp(0.02) - 1);
    expect(length).toEqual({
      mean: expect.closeTo(0.2, 10),
      variance: expect.closeTo(variance + bias ** 2, 10),
    });
  });
});

describe("a gap", () => {
  it.each([
    { mean: 0.03, told: 0.03 },
    { mean: -0.01, told: 0 },
  ])("of $mean is $told: never negative", ({ mean, told }) => {
    const pair = { logDistance: { mean: 0, variance: 0 }, gap: { mean, variance: 0.0004 } };
    const length = lengthOf("gap", sceneOf(origin, apart, { pair }));
    expect(length).toEqual({ mean: told, variance: 0.0004 });
  });
});

describe("without an up direction", () => {
  it.each(["horizontal_distance", "vertical_distance", "height"] as const)(
    "%s can't be told",
    (relation) => {
      expect(lengthOf(relation, sceneOf(origin, apart))).toBe("no-up");
    },
  );
});

describe("against a level camera's up", () => {
  const scene = sceneOf(origin, apart, { up: levelUp });

  it("vertical is along the image's y", () => {
    const length = lengthOf("vertical_distance", scene);
    expect(length).toEqual({ mean: expect.closeTo(0.2, 6), variance: expect.closeTo(sum, 8) });
  });

  it("horizontal is across it", () => {
    const length = lengthOf("horizontal_distance", scene);
    expect(length).toEqual({ mean: expect.closeTo(0.5, 10), variance: expect.closeTo(sum, 10) });
  });

  it("height is the extent along the image's y", () => {
    const bottle = thingAt([0, 0, 1], { size: [0.06, 0.2, 0.06] });
    const length = lengthOf("height", sceneOf(bottle, apart, { up: levelUp }));
    expect(length).toMatchObject({ mean: expect.closeTo(0.2 * Math.exp(0.005), 6) });
  });
});

describe("uncertainty", () => {
  it("of depth counts as far as depth is asked for", () => {
    const unsure = thingAt([0, 0, 1], { pointVariance: [1e-4, 1e-4, 0.01] });
    const up = upAtPitch(30);
    const variance = Math.cos(Math.PI / 6) ** 2 * 1e-4 + Math.sin(Math.PI / 6) ** 2 * 0.01 + 1e-4;
    const length = lengthOf("vertical_distance", sceneOf(unsure, thingAt([0, 1, 1]), { up }));
    expect(length).toMatchObject({ variance: expect.closeTo(variance, 8) });
  });

  it("shrinks in every direction where the pair is surer of its distance than two points could be", () => {
    const logDistance = { mean: Math.log(0.5), variance: 1e-4 };
    const pair = { logDistance, gap: { mean: 0, variance: 0 } };
    const length = lengthOf("horizontal_distance", sceneOf(origin, apart, { pair, up: levelUp }));
    // Half a metre known to 1 %: 5 mm instead of the 14 mm of two points known to 1 cm.
    expect(length).toMatchObject({ variance: expect.closeTo(2.5e-5, 7) });
  });

  it("keeps a vertical distance of nothing above 0: what is expected of |X|", () => {
    const length = lengthOf("vertical_distance", sceneOf(origin, origin, { up: levelUp }));
    expect(length).toMatchObject({ mean: expect.closeTo(Math.sqrt((2 * sum) / Math.PI), 6) });
  });

  it("of two things one above the other is the plane's mean", () => {
    const above = thingAt([0, -0.3, 1], { pointVariance: [1e-4, 1e-4, 3e-4] });
    const length = lengthOf("horizontal_distance", sceneOf(above, origin, { up: levelUp }));
    expect(length).toEqual({
      mean: expect.closeTo(0, 9),
      variance: expect.closeTo((2e-4 + 4e-4) / 2, 9),
    });
  });
});

describe("width", () => {
  it("is the extent across the image, with the variance of a log-normal", () => {
    const wide = thingAt([0, 0, 1], { size: [0.3, 0.1, 0.1], sizeLogVariance: [0.04, 0, 0] });
    expect(lengthOf("width", sceneOf(wide, apart))).toEqual({
      mean: expect.closeTo(0.3 * Math.exp(0.02), 10),
      variance: expect.closeTo(0.09 * Math.exp(0.04) * (Math.exp(0.04) - 1), 10),
    });
  });
});

describe("height under a tilted camera", () => {
  /** Extents along the camera's axes of an upright cylinder. */
  const cylinder = (height: number, diameter: number, up: Vec3): Vec3 => {
    const extent = (u: number): number =>
      height * Math.abs(u) + diameter * Math.sqrt(Math.max(0, 1 - u * u));
    return [extent(up[0]), extent(up[1]), extent(up[2])];
  };

  it.each([0, 15, 30, 45, 60, 75, 90])("is that of an upright cylinder at %i degrees", (pitch) => {
    const up = upAtPitch(pitch);
    const size = cylinder(0.2, 0.07, up);
    const bottle = thingAt([0, 0, 1], { size, sizeLogVariance: [1e-6, 1e-6, 1e-6] });
    const length = lengthOf("height", sceneOf(bottle, apart, { up }));
    expect(length).toMatchObject({ mean: expect.closeTo(0.2, 5) });
  });

  it("is the less certain the more the camera looks from aside: things are no cylinders", () => {
    const deviationAt = (pitch: number): number => {
      const length = lengthOf(
        "height",
        sceneOf(thingAt([0, 0, 1]), apart, { up: upAtPitch(pitch) }),
      );
      return typeof length === "string" ? Number.NaN : Math.sqrt(length.variance);
    };
    const deviations = [0, 20, 45].map(deviationAt);
    expect(deviations).toEqual(deviations.toSorted((a, b) => a - b));
    expect(deviationAt(0)).toBeCloseTo(0.1 * 0.1, 3);
    expect(deviationAt(45)).toBeGreaterThan(0.25 * 0.1);
  });

  it("does not depend on the sign of up's parts, and is never negative", () => {
    const flat = thingAt([0, 0, 1], { size: [0.3, 0.01, 0.01] });
    const length = lengthOf("height", sceneOf(flat, apart, { up: upAtPitch(45) }));
    expect(length).toMatchObject({ mean: 0 });
  });

  it("can't be told by a camera rolled so that all axes look alike", () => {
    const equal = 1 / Math.sqrt(3);
    const up: Vec3 = [equal, -equal, -equal];
    expect(lengthOf("height", sceneOf(origin, apart, { up }))).toBe("no-up");
  });
});
