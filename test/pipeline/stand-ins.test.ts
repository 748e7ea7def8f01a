import { describe, expect, it } from "vitest";
import type { LengthFact, Observation, Query } from "../../src/core/index.js";
import { withStandIns } from "../../src/pipeline/index.js";
import { at } from "./fakes.js";

const far: Query = { relation: "distance", subject: "gripper", object: "mug" };
const left: Query = { relation: "left_of", subject: "gripper", object: "mug" };
const fact = { subject: "gripper", object: "mug", source: "nano", confidence: 1 } as const;
const metres = (value: number, more: Partial<LengthFact> = {}): LengthFact => ({
  ...fact,
  relation: "distance",
  metres: value,
  ...more,
});

const observed = (more: Partial<Observation> = {}): Observation => ({
  stamp: at(10),
  frameId: "",
  facts: [],
  unanswered: [],
  ...more,
});

const reason = "mug is not visible";
const hidden = (others: Readonly<Record<string, Partial<Observation>>>, more = {}): Observation =>
  observed({
    unanswered: [far, left].map((query) => ({ query, reason })),
    others: Object.entries(others).map(([camera, observation]) => ({
      camera,
      observation: observed(observation),
    })),
    ...more,
  });

describe("what another camera tells in place of an unanswered question", () => {
  it("is a length, and says whose; but no word about the picture", () => {
    const side = {
      facts: [metres(0.3), { ...fact, relation: "left_of", probability: 1 } as const],
    };
    const { facts, unanswered } = withStandIns(hidden({ side }));
    expect(facts).toEqual([{ ...metres(0.3), source: "camera:side" }]);
    expect(unanswered).toEqual([{ query: left, reason }]);
  });

  it.each([
    ["the surest", { a: [0.3, 0.05], b: [0.4, 0.01] }, "camera:b"],
    ["the first of equally sure ones", { a: [0.3, 0.05], b: [0.4, 0.05] }, "camera:a"],
  ])("is that of %s", (_, told, source) => {
    const others = Object.fromEntries(
      Object.entries(told).map(([name, [value = 0, stddev = 0]]) => [
        name,
        { facts: [metres(value, { stddev })] },
      ]),
    );
    expect(withStandIns(hidden(others)).facts[0]?.source).toBe(source);
  });

  it("has no points of another picture, unless both poses are known: then as the pacing camera sees them", () => {
    const point = { subjectPoint: [0, 0, 1], subjectPixel: [3, 4] } as const;
    const pose = (frame: string, x: number) => ({
      pose: { frame, pose: { position: [x, 0, 0], rotation: [0, 0, 0, 1] } } as const,
    });
    const stood = (own: string) =>
      withStandIns(
        hidden({ side: { facts: [metres(0.3, point)], ...pose("base", 0.5) } }, pose(own, 0.2)),
      ).facts[0];
    expect(stood("base")).toMatchObject({ subjectPoint: [0.3, 0, 1] });
    expect(stood("base")).not.toHaveProperty("subjectPixel");
    expect(stood("elsewhere")).not.toHaveProperty("subjectPoint");
  });

  it("flags an assumed lens of the camera that told it, and of no other", () => {
    const lensAssumed = true as const;
    const told = { facts: [metres(0.3)], lensAssumed };
    expect(withStandIns(hidden({ side: told })).lensAssumed).toBe(true);
    expect(withStandIns(hidden({ side: { lensAssumed } })).lensAssumed).toBeUndefined();
  });

  it("is nothing where nothing is asked", () => {
    const answered = observed({
      facts: [metres(0.2)],
      others: [{ camera: "side", observation: observed({ facts: [metres(0.3)] }) }],
    });
    expect(withStandIns(answered)).toBe(answered);
  });
});
