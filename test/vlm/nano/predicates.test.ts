import { describe, expect, it } from "vitest";
import type { PredicateRelation, Vec3 } from "../../../src/core/index.js";
import { probabilityOf } from "../../../src/vlm/nano/predicates.js";
import { levelUp, sceneOf, thingAt } from "./scenes.js";

const here: Vec3 = [0, 0, 1];
/** Φ(0.02 / √(2 cm²)): 2 cm apart, each known to 1 cm. */
const likely = 0.92135;

describe("places decide", () => {
  it.each<[PredicateRelation, PredicateRelation, Vec3]>([
    ["left_of", "right_of", [-0.02, 0, 1]],
    ["right_of", "left_of", [0.02, 0, 1]],
    ["above", "below", [0, -0.02, 1]],
    ["below", "above", [0, 0.02, 1]],
    ["in_front_of", "behind", [0, 0, 0.98]],
    ["behind", "in_front_of", [0, 0, 1.02]],
    ["closer", "farther", [0, 0, 0.98]],
    ["farther", "closer", [0, 0, 1.02]],
  ])("that it is %s, and not %s, at %j", (holds, opposite, point) => {
    const scene = sceneOf(thingAt(point), thingAt(here), { up: levelUp });
    expect(probabilityOf(holds, scene)).toBeCloseTo(likely, 4);
    expect(probabilityOf(opposite, scene)).toBeCloseTo(1 - likely, 4);
  });

  it("nearness to the camera counts sideways too, unlike front and behind", () => {
    const aside = thingAt([0.8, 0, 0.95]);
    const scene = sceneOf(aside, thingAt(here));
    expect(probabilityOf("closer", scene)).toBeLessThan(0.01);
    expect(probabilityOf("in_front_of", scene)).toBeGreaterThan(0.99);
  });
});

describe("sizes decide", () => {
  const deviation = Math.sqrt(0.02); // of the difference of two logarithms
  it.each<[PredicateRelation, PredicateRelation, Vec3, number]>([
    ["wider", "narrower", [0.1 * Math.exp(deviation), 0.1, 0.1], 0.841345],
    ["bigger", "smaller", [0.1, 0.1, 0.1 * Math.exp(deviation * Math.sqrt(3))], 0.841345],
    ["narrower", "wider", [0.05, 0.3, 0.3], 1],
    ["taller", "shorter", [0.1, 0.2, 0.1], 1],
  ])("that it is %s, and not %s, with %j", (holds, opposite, size, probability) => {
    const scene = sceneOf(thingAt(here, { size }), thingAt(here), { up: levelUp });
    expect(probabilityOf(holds, scene)).toBeCloseTo(probability, 3);
    expect(probabilityOf(opposite, scene)).toBeCloseTo(1 - probability, 3);
  });
});

describe("what is not known", () => {
  it.each(["above", "below", "taller", "shorter"] as const)(
    "%s needs an up direction",
    (relation) => {
      expect(probabilityOf(relation, sceneOf(thingAt(here), thingAt(here)))).toBe("no-up");
    },
  );

  it.each(["left_of", "behind", "closer", "wider", "bigger"] as const)(
    "%s of equals is even",
    (relation) => {
      expect(probabilityOf(relation, sceneOf(thingAt(here), thingAt(here)))).toBeCloseTo(0.5, 6);
    },
  );

  it("more variance makes a direction less sure", () => {
    const far = thingAt([-0.02, 0, 1], { pointVariance: [0.01, 0.01, 0.01] });
    const probability = probabilityOf("left_of", sceneOf(far, thingAt(here)));
    expect(probability).toBeGreaterThan(0.5);
    expect(probability).toBeLessThan(0.6);
  });
});

describe("the model's own word", () => {
  it("is taken for contact", () => {
    const contact = { touching: 0.9, inside: 0.2, on: 0.7 };
    const scene = sceneOf(thingAt(here), thingAt(here), { contact });
    expect(probabilityOf("touching", scene)).toBe(0.9);
    expect(probabilityOf("inside", scene)).toBe(0.2);
    expect(probabilityOf("on", scene)).toBe(0.7);
  });

  it("is taken for what is visible: the subject", () => {
    const scene = sceneOf(thingAt(here, { visible: 0.3 }), thingAt(here));
    expect(probabilityOf("visible", scene)).toBe(0.3);
  });
});
