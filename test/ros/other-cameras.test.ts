import { expect, it } from "vitest";
import type { Observation, Query } from "../../src/core/index.js";
import { createOtherCameras } from "../../src/ros/other-cameras.js";
import { at } from "../pipeline/fakes.js";

const far: Query = { relation: "distance", subject: "gripper", object: "mug" };
const left: Query = { relation: "left_of", subject: "gripper", object: "mug" };
const fact = { subject: "gripper", object: "mug", source: "nano", confidence: 1 } as const;

const observed = (seconds: number, more: Partial<Observation> = {}): Observation => ({
  stamp: at(seconds),
  frameId: "",
  facts: [],
  unanswered: [],
  ...more,
});

const hidden = (seconds: number) =>
  observed(seconds, {
    unanswered: [
      { query: far, reason: "mug is not visible" },
      { query: left, reason: "mug is not visible" },
    ],
  });

const side = (seconds: number) =>
  observed(seconds, {
    facts: [
      { ...fact, relation: "distance", metres: 0.3 },
      { ...fact, relation: "left_of", probability: 1 },
    ],
  });

it("another camera's fact stands in for an unanswered length, but not for words about the picture", () => {
  const others = createOtherCameras();
  others.remember("/side", side(10));
  const complete = others.complete(hidden(10.1), 0.5);
  expect(complete.facts).toEqual([{ ...fact, relation: "distance", metres: 0.3 }]);
  expect(complete.unanswered.map(({ query }) => query)).toEqual([left]);
});

it("a fact that is too old, or a frame with no open question, changes nothing", () => {
  const others = createOtherCameras();
  others.remember("/side", side(10));
  expect(others.complete(hidden(11), 0.5)).toEqual(hidden(11));
  expect(others.complete(observed(10), 0.5)).toEqual(observed(10));
});
