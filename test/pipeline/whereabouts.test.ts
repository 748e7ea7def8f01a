import { describe, expect, it } from "vitest";
import type { CameraPose, Observation, SpatialFact, Vec3 } from "../../src/core/index.js";
import { stepWhereabouts, type Whereabouts } from "../../src/pipeline/whereabouts.js";
import { parseTask } from "../../src/reward/index.js";
import { at } from "./fakes.js";

const task = parseTask(`
task: lift the mug
objects: { mug: red mug }
stages: { lift: { potential: "0.5", until: "raised(mug) > 5 cm" } }
success: lift
`);

const sighted = (point: Vec3, probability = 0.9): SpatialFact => ({
  subject: "red mug",
  object: "",
  relation: "visible",
  probability,
  source: "nano",
  confidence: 1,
  subjectPoint: point,
});

const seen = (t: number, facts: readonly SpatialFact[], pose?: CameraPose): Observation => ({
  stamp: at(t),
  frameId: "optical",
  facts,
  unanswered: [],
  ...(pose && { pose }),
});

/** What goes astray in each of the observations. */
const astrayIn = (observations: readonly Observation[]): readonly (readonly string[])[] => {
  let whereabouts: Whereabouts = new Map();
  return observations.map((observation) => {
    const step = stepWhereabouts(task, whereabouts, observation);
    whereabouts = step.whereabouts;
    return step.astray.map(({ thing }) => thing);
  });
};

const at1m = (x: number): readonly SpatialFact[] => [sighted([x, 0, 1])];

describe("a thing", () => {
  it("may waver by a tenth of its distance, and be carried at a quarter of max_speed", () => {
    // 10 cm + 2 m/s / 4 · 0.2 s
    expect(astrayIn([seen(0, at1m(0)), seen(0.2, at1m(0.19))])).toEqual([[], []]);
    expect(astrayIn([seen(0, at1m(0)), seen(0.2, at1m(0.21))])).toEqual([[], ["red mug"]]);
  });

  it("is followed as far as it is carried", () => {
    const way = Array.from({ length: 20 }, (_, k) => seen(k / 5, at1m(k * 0.15)));
    expect(astrayIn(way).flat()).toEqual([]);
  });

  it("that jumped is not believed for waiting, but where it was left", () => {
    const frames = [0, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.05].map((x, k) => seen(k / 5, at1m(x)));
    expect(astrayIn(frames).map(({ length }) => length)).toEqual([0, 1, 1, 1, 1, 1, 1, 0]);
  });

  it("that jumped is not believed at the edge of its reach", () => {
    const frames = [0, 0.3, 0.18, 0.09].map((x, k) => seen(k / 5, at1m(x)));
    expect(astrayIn(frames).map(({ length }) => length)).toEqual([0, 1, 1, 0]);
  });

  it("may get further while it is out of sight, but not anywhere", () => {
    expect(astrayIn([seen(0, at1m(0)), seen(5, at1m(0.34))])).toEqual([[], []]);
    expect(astrayIn([seen(0, at1m(0)), seen(5, at1m(0.36))])).toEqual([[], ["red mug"]]);
  });

  it("that is hardly seen is nowhere", () => {
    expect(astrayIn([seen(0, at1m(0)), seen(0.2, [sighted([1, 0, 1], 0.05)])]).flat()).toEqual([]);
  });

  it("that a model points at nowhere is where it was", () => {
    const nowhere = [sighted([Number.NaN, 0, 1])];
    const frames = [seen(0, at1m(0)), seen(0.2, nowhere), seen(0.4, at1m(0.6))];
    expect(astrayIn(frames)).toEqual([[], [], ["red mug"]]);
  });

  it("stands where the world has it, when the camera's pose is known", () => {
    const moved = (x: number): CameraPose => ({
      frame: "base",
      pose: { position: [x, 0, 0], rotation: [0, 0, 0, 1] },
    });
    const still = [seen(0, at1m(0), moved(0)), seen(0.2, at1m(-0.5), moved(0.5))];
    expect(astrayIn(still).flat()).toEqual([]);
    const jumped = [seen(0, at1m(0), moved(0)), seen(0.2, at1m(0), moved(0.5))];
    expect(astrayIn(jumped).flat()).toEqual(["red mug"]);
  });

  it("is not compared between the camera's frame and the world's", () => {
    const pose: CameraPose = {
      frame: "base",
      pose: { position: [3, 0, 0], rotation: [0, 0, 0, 1] },
    };
    expect(astrayIn([seen(0, at1m(0)), seen(0.2, at1m(0), pose)]).flat()).toEqual([]);
  });
});
