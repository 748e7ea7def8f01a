import { expect, it } from "vitest";
import { createSurvival } from "../../src/live/guard.js";

it("a guarded callback passes on what it is given, and what it throws is told and counted", () => {
  const told: string[] = [];
  const { guard, count } = createSurvival((text) => told.push(text));
  const seen: number[] = [];
  const work = guard("a frame", (value: number) => {
    if (value < 0) throw new RangeError("below zero");
    seen.push(value);
  });
  for (const value of [1, -1, 2]) expect(() => work(value)).not.toThrow();
  expect([seen, told, count()]).toEqual([[1, 2], ["a frame: below zero"], 1]);
});
