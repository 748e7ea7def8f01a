import { describe, expect, it } from "vitest";
import { createFrameFates, type FrameFates } from "../../src/live/frame-fates.js";

type Step = Exclude<keyof FrameFates<object>, never>;

const drops = (steps: readonly Step[]): number => {
  let dropped = 0;
  const fates = createFrameFates<object>(() => {
    dropped++;
  });
  const frame = {};
  for (const step of steps) fates[step](frame);
  return dropped;
};

describe("a frame that goes with those of another camera counts as dropped", () => {
  it.each<[string, readonly Step[], number]>([
    ["that went with none", ["gone"], 1],
    ["whose one was given up", ["waits", "givenUp", "gone"], 1],
    ["whose last one was given up later", ["waits", "waits", "givenUp", "gone", "givenUp"], 1],
    ["not while one waits", ["waits", "gone"], 0],
    ["not while it may go with more", ["waits", "givenUp"], 0],
    ["not once it was asked about", ["waits", "waits", "asked", "gone", "givenUp"], 0],
    [
      "not when it is asked about with a later one",
      ["waits", "waits", "givenUp", "gone", "asked"],
      0,
    ],
  ])("%s", (_, steps, count) => {
    expect(drops(steps)).toBe(count);
  });
});
