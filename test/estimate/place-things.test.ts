import { describe, expect, it } from "vitest";
import { alongRay, type PointEvidence, type Vec3 } from "../../src/core/index.js";
import { type Measure, placeThings, startScale } from "../../src/estimate/index.js";

const places = {
  gripper: [0.1, -0.1, 0.9],
  book: [0.15, -0.03, 1.05],
  cup: [0.2, -0.15, 1.1],
} satisfies Readonly<Record<string, Vec3>>;
type Thing = keyof typeof places;

const times = ([x, y, z]: Vec3, factor: number): Vec3 => [factor * x, factor * y, factor * z];

/** What a model says of a thing, sure of its depth to a tenth. */
const said = (thing: Thing): PointEvidence => {
  const point = places[thing];
  return { source: "nano", thing, point, covariance: alongRay(point, 0.1 ** 2, 0.01 ** 2) };
};

/** A depth so many times what the model says. */
const measured = (thing: Thing, factor: number): PointEvidence => {
  const point = times(places[thing], factor);
  return { source: "depth", thing, point, covariance: alongRay(point, 0.02 ** 2, 0.15 ** 2) };
};

const kinematics = (factor: number): PointEvidence => ({
  ...measured("gripper", factor),
  source: "tf",
  covariance: alongRay(times(places.gripper, factor), 0.004 ** 2, 0.004 ** 2),
});

const placed = (
  things: readonly Thing[],
  besides: readonly PointEvidence[],
  distances: ReadonlyMap<string, Measure> = new Map(),
) => {
  const evidence = [...things.map(said), ...besides];
  const before = { scale: startScale, gripper: "gripper", distances };
  const { things: found } = placeThings(evidence, before);
  return (thing: Thing) => {
    const place = found.get(thing);
    const used = place?.used.map(({ source }) => source) ?? [];
    return {
      factor: (place?.point[2] ?? 0) / places[thing][2],
      used,
      isForeign: place?.scale.isForeign,
    };
  };
};

describe("a model that is off by a factor, as in a room larger than any it has learnt from", () => {
  it.each([0.4, 2.2])(
    "is taken for wrong when two things are measured %f times as far",
    (factor) => {
      const of = placed(
        ["book", "cup"],
        [measured("book", factor), measured("cup", 1.03 * factor)],
      );
      expect(of("book").factor).toBeCloseTo(factor, 1);
      expect(of("cup").factor).toBeCloseTo(1.03 * factor, 1);
      for (const thing of ["book", "cup"] as const) expect(of(thing).used).toContain("depth");
    },
  );

  it("is off by it in how far it takes a thing to be from the gripper, too", () => {
    const metres = Math.hypot(
      ...([0, 1, 2] as const).map((k) => places.cup[k] - places.gripper[k]),
    );
    const distances = new Map([["cup", { metres, variance: (0.05 * metres) ** 2 }]]);
    const of = placed(
      ["gripper", "book", "cup"],
      [kinematics(2.2), measured("book", 2.2)],
      distances,
    );
    expect(of("cup").factor).toBeCloseTo(2.2, 1);
  });

  it("is taken for wrong by the robot's kinematics and one measured depth as well", () => {
    const of = placed(["gripper", "cup"], [kinematics(2), measured("cup", 2.1)]);
    expect(of("gripper").factor).toBeCloseTo(2, 1);
    expect(of("cup").factor).toBeCloseTo(2.1, 1);
  });

  it("lends its factor to what is not measured", () => {
    const of = placed(["book", "cup", "gripper"], [measured("book", 2.2), measured("cup", 2.2)]);
    expect(of("gripper")).toMatchObject({ used: ["nano"], isForeign: true });
    expect(of("gripper").factor).toBeCloseTo(2.2, 0);
  });
});

describe("a measured depth far from what the model says", () => {
  it("is of something else where one thing alone is measured so", () => {
    const of = placed(["book", "cup"], [measured("book", 2.2), measured("cup", 1.02)]);
    expect(of("book")).toMatchObject({ used: ["nano"], isForeign: undefined });
    expect(of("book").factor).toBeCloseTo(1, 1);
    expect(of("cup").used).toContain("depth");
  });

  it("is of something else where two things are not off by the same factor", () => {
    const of = placed(["book", "cup"], [measured("book", 2.2), measured("cup", 0.4)]);
    for (const thing of ["book", "cup"] as const)
      expect(of(thing)).toMatchObject({ used: ["nano"], isForeign: undefined });
  });
});
