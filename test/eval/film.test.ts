import { describe, expect, it } from "vitest";
import { type SpatialFact, stampOf } from "../../src/core/index.js";
import { curvesOf, type FilmFrame, thereAndBack } from "../../src/eval/film.js";

const pair = { subject: "gripper", object: "mug" } as const;

const distance = (object: string, metres: number): SpatialFact => ({
  relation: "distance",
  subject: "gripper",
  object,
  metres,
  stddev: 0.01,
  confidence: 1,
  source: "nano",
});

const frame = (t: number, mug: number, can: number): FilmFrame => ({
  stamp: stampOf(t),
  facts: [distance("mug", mug), distance("can", can)],
  truthOf: ({ object }) => ({ distance: object === "mug" ? mug : can, object: undefined }),
});

const film = [frame(10, 0.5, 0.2), frame(10.2, 0.4, 0.3), frame(10.8, 0.3, 0.4)];

describe("a film run to its end and back", () => {
  it("repeats all frames but the last, and goes on in time by the same gaps", () => {
    const stamps = thereAndBack(film).map(({ stamp }) => Number(stamp - stampOf(10)) / 1e9);
    const expected = [0, 0.2, 0.8, 1.4, 1.6];
    expect(stamps).toHaveLength(5);
    stamps.forEach((stamp, i) => {
      expect(stamp).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    });
  });

  it("of one frame or none is that frame, or nothing", () => {
    expect(thereAndBack(film.slice(0, 1))).toHaveLength(1);
    expect(thereAndBack([])).toEqual([]);
  });
});

describe("the curves of a film", () => {
  const { points, cycle, others } = curvesOf(film, pair, ["can"]);

  it("begin at 0 s, with the answers and what is true", () => {
    expect(points[0]).toMatchObject({ t: 0, raw: 0.5, true: { distance: 0.5 } });
    expect(points.map(({ raw }) => raw)).toEqual([0.5, 0.4, 0.3]);
  });

  it("go there and back with one filter: the first half is the episode's own", () => {
    expect(cycle.slice(0, 3)).toEqual(points);
    expect(cycle.map(({ raw }) => raw)).toEqual([0.5, 0.4, 0.3, 0.4, 0.5]);
    // The filter still remembers that it came near.
    expect(cycle.at(-1)?.said.distance).not.toBe(points[0]?.said.distance);
  });

  it("exchange the thing that is named", () => {
    expect(others).toMatchObject([
      { object: "can", points: [{ raw: 0.2 }, { raw: 0.3 }, { raw: 0.4 }] },
    ]);
  });
});
