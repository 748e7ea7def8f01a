import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PredicateRelation, Vec3 } from "../../src/core/index.js";
import { marginOf, measure } from "../../src/vqa/index.js";

// x right, y down, z forward; the camera looks along the horizon
const up: Vec3 = [0, -1, 0];
const mug = { centre: [-0.1, 0, 0.5], size: [0.08, 0.1, 0.08], height: 0.1 } as const;
const bowl = { centre: [0.2, 0.4, 0.5], size: [0.2, 0.05, 0.2], height: 0.05 } as const;

describe("measure", () => {
  it.each([
    ["distance", 0.5],
    ["horizontal_distance", 0.3],
    ["vertical_distance", 0.4],
    ["width", 0.08],
    ["height", 0.1],
  ] as const)("takes %s by its definition", (relation, metres) => {
    expect(measure(relation, mug, bowl, up)).toBeCloseTo(metres, 12);
  });

  it("knows no gap from centres, and nothing vertical without an up direction", () => {
    expect(measure("gap", mug, bowl, up)).toBeUndefined();
    expect(measure("horizontal_distance", mug, bowl)).toBeUndefined();
    expect(measure("vertical_distance", mug, bowl)).toBeUndefined();
  });

  it("splits a distance into horizontal and vertical, whichever way is up", () => {
    const vec = fc.tuple(
      ...Array.from({ length: 3 }, () => fc.double({ min: -2, max: 2, noNaN: true })),
    );
    fc.assert(
      fc.property(
        vec,
        vec,
        vec,
        ([ax = 0, ay = 0, az = 0], [bx = 0, by = 0, bz = 0], [x = 0, y = 0, z = 0]) => {
          const length = Math.hypot(x, y, z);
          fc.pre(length > 0.1);
          const a = { centre: [ax, ay, az] as const };
          const b = { centre: [bx, by, bz] as const };
          const way: Vec3 = [x / length, y / length, z / length];
          const horizontal = measure("horizontal_distance", a, b, way) ?? Number.NaN;
          const vertical = measure("vertical_distance", a, b, way) ?? Number.NaN;
          expect(Math.hypot(horizontal, vertical)).toBeCloseTo(measure("distance", a, b) ?? 0, 9);
        },
      ),
    );
  });
});

describe("marginOf", () => {
  it.each([
    ["left_of", 0.3],
    ["above", 0.4],
    ["taller", 0.05],
    ["narrower", 0.12],
    ["closer", Math.hypot(0.2, 0.4, 0.5) - Math.hypot(0.1, 0.5)],
    ["in_front_of", 0],
  ] as const)("says by how much %s holds", (relation, metres) => {
    expect(marginOf(relation, mug, bowl, up)).toBeCloseTo(metres, 12);
  });

  it.each<[PredicateRelation, PredicateRelation]>([
    ["left_of", "right_of"],
    ["above", "below"],
    ["in_front_of", "behind"],
    ["closer", "farther"],
    ["taller", "shorter"],
    ["wider", "narrower"],
    ["bigger", "smaller"],
  ])("gives %s and %s opposite signs, and so do the things swapped", (one, other) => {
    const margin = marginOf(one, mug, bowl, up) ?? Number.NaN;
    expect(marginOf(other, mug, bowl, up)).toBeCloseTo(-margin, 12);
    expect(marginOf(one, bowl, mug, up)).toBeCloseTo(-margin, 12);
  });

  it("is unknown where the up direction or a size is", () => {
    expect(marginOf("above", mug, bowl)).toBeUndefined();
    expect(marginOf("wider", { centre: [0, 0, 1] }, bowl)).toBeUndefined();
    expect(marginOf("taller", { centre: [0, 0, 1] }, bowl)).toBeUndefined();
  });
});
