import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, type Placed, subtract, type Vec3 } from "../../../src/core/index.js";
import { probabilityPositive } from "../../../src/vlm/nano/distributions.js";
import { probabilityOf } from "../../../src/vlm/nano/predicates.js";
import { propagated } from "../../../src/vlm/nano/propagated.js";
import { levelUp, sceneOf, thingAt } from "./scenes.js";

const place = fc.double({ min: -1, max: 1, noNaN: true });
const point = fc.tuple(place, place, fc.double({ min: 0.3, max: 3, noNaN: true }));

const higher = (a: Placed, b: Placed, up?: Vec3) => up && dot(subtract(a.centre, b.centre), up);

describe("any function of two boxes", () => {
  it("has the mean and variance that follow from what is believed of them", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const scene = sceneOf(thingAt(a), thingAt(b), { up: levelUp });
        const margin = propagated(higher, scene, "two");
        expect(margin?.mean).toBeCloseTo(b[1] - a[1], 9);
        expect(margin?.variance).toBeCloseTo(2e-4, 9);
        expect(probabilityPositive(margin ?? { mean: 0, variance: 1 })).toBeCloseTo(
          Number(probabilityOf("above", scene)),
          6,
        );
      }),
    );
  });

  it("of one thing doesn't depend on another", () => {
    const scene = sceneOf(thingAt([0, 0, 1]), thingAt([0, 0, 2]));
    const deep = propagated(({ size }) => size?.[2], scene, "one");
    expect(deep?.mean).toBeCloseTo(0.1, 9);
    expect(Math.sqrt(deep?.variance ?? 0)).toBeCloseTo(0.01, 3);
  });

  it("is unknown where the function begins to be: its deviation would be no number", () => {
    const at = ([x]: Vec3) => sceneOf(thingAt([x, 0, 1]), thingAt([0, 0, 2]));
    const inRightHalf = ({ centre: [x] }: Placed) => (x > 0.1 ? undefined : x);
    expect(propagated(inRightHalf, at([0.1, 0, 1]), "one")).toBe(undefined);
    expect(propagated(inRightHalf, at([0.05, 0, 1]), "one")?.variance).toBeGreaterThan(0);
  });

  it("is unknown where the function is", () => {
    expect(propagated(higher, sceneOf(thingAt([0, 0, 1]), thingAt([0, 0, 2])), "two")).toBe(
      undefined,
    );
  });
});
