import { describe, expect, it } from "vitest";
import type { EngineCase } from "../../../src/bench/engine/cases.js";
import { byName, byPlace, scoreCases } from "../../../src/bench/engine/score.js";
import type { Vec3 } from "../../../src/core/index.js";
import type { DataLine, Thing } from "../../../src/dataset/index.js";

const thing = (name: string, x: number, more: Partial<Thing> = {}): Thing => ({
  name,
  centre: [x, 0, 1],
  size: [0.1, 0.1, 0.1],
  height: 0.1,
  box: [100 + 100 * x, 100, 150 + 100 * x, 150],
  visible: 1,
  attributes: {},
  ...more,
});

const lifted = (called: string, x: number, more: Partial<Thing> = {}): Thing =>
  thing(`the ${called}`, x, {
    attributes: { called },
    deviation: { centre: [0.01, 0.01, 0.01], size: [0.004, 0.004, 0.004], height: 0.004 },
    ...more,
  });

const line = (things: readonly Thing[], up: Vec3 = [0, -1, 0]): DataLine => ({
  image: "images/0.png",
  width: 640,
  height: 480,
  camera: { fx: 500, fy: 500, cx: 320, cy: 240, up: [...up] },
  things: [...things],
  pairs: [],
  absent: [],
});

const truth = line([thing("mug", -0.2), thing("bowl", 0.2)]);
const score = (things: readonly Thing[], matches = byName, up?: Vec3) => {
  const each: EngineCase = { truth, lifted: line(things, up), milliseconds: 8 };
  return scoreCases([each, { ...each, milliseconds: 12 }], matches);
};
const of = (name: string, things: readonly Thing[]) =>
  score(things).relations.find(({ relation }) => relation === name);

describe("the score of the data engine", () => {
  it("is perfect of what is lifted as it is", () => {
    const { lengths, predicates, ...all } = score([lifted("mug", -0.2), lifted("bowl", 0.2)]);
    expect(all).toMatchObject({ pictures: 2, things: 4, matched: 4, upright: 2, milliseconds: 10 });
    expect(lengths).toMatchObject({ error: 0, right: 1 });
    expect(predicates.right).toBe(1);
    expect(Math.min(lengths.facts, predicates.facts)).toBeGreaterThan(4);
  });

  it("holds lengths against the truth: 0.44 m for 0.4 m is off by a tenth, beyond 2 σ of 1.4 cm", () => {
    const distance = of("distance", [lifted("mug", -0.22), lifted("bowl", 0.22)]);
    expect(distance?.error).toBeCloseTo(0.1, 6);
    expect(distance?.right).toBe(0);
  });

  it("counts what lies within 2 of its deviations as right", () => {
    const distance = of("distance", [lifted("mug", -0.21), lifted("bowl", 0.21)]);
    expect(distance?.error).toBeCloseTo(0.05, 6);
    expect(distance?.right).toBe(1);
  });

  it("finds left and right that are exchanged", () => {
    const left = of("left_of", [lifted("mug", 0.2), lifted("bowl", -0.2)]);
    expect(left?.facts).toBeGreaterThan(0);
    expect(left).toMatchObject({ right: 0 });
  });

  it("says in degrees how far up is off", () => {
    const angle = Math.PI / 60;
    const up: Vec3 = [Math.sin(angle), -Math.cos(angle), 0];
    expect(score([lifted("mug", 0)], byName, up).upError).toBeCloseTo(3, 6);
  });

  it("leaves out what isn't there, and counts it", () => {
    const { things, matched, predicates } = score([lifted("spoon", 0), lifted("mug", -0.2)]);
    expect({ things, matched, facts: predicates.facts }).toEqual({
      things: 4,
      matched: 2,
      facts: 0,
    });
  });

  it.each([
    ["of the same place", [80, 100, 130, 150], "mug"],
    ["that covers two thirds of both", [90, 100, 140, 150], "mug"],
    ["that covers a quarter of both", [50, 100, 100, 150], undefined],
    ["elsewhere", [300, 300, 350, 350], undefined],
  ] as const)("by place, a thing %s is the one there, whatever it is called", (_, box, name) => {
    expect(byPlace(lifted("cup", 0, { box: [...box] }), truth)?.name).toBe(name);
  });
});
