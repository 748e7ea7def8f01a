import { describe, expect, it } from "vitest";
import type { FactSource, Observation, SpatialFact } from "../../src/core/index.js";
import { startBelief, stepBelief } from "../../src/pipeline/index.js";
import { parseTask } from "../../src/reward/index.js";
import { at } from "./fakes.js";

const taskWith = (setting: string) =>
  parseTask(`
task: reach the mug
objects: { mug: red mug }
${setting}
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 10 cm", hold: 0.5 s }
success: reach
`);

const distance = (source: FactSource): SpatialFact => ({
  relation: "distance",
  subject: "gripper",
  object: "red mug",
  source,
  confidence: 1,
  metres: 0.05,
  stddev: 0.01,
});

/** Four seconds at 5 Hz in which the same is answered. */
const film = (source: FactSource, novelty?: (k: number) => number): readonly Observation[] =>
  Array.from({ length: 20 }, (_, k) => ({
    stamp: at(k / 5),
    frameId: "optical",
    facts: [distance(source)],
    unanswered: [],
    ...(novelty && { novelty: novelty(k) }),
  }));

const play = (observations: readonly Observation[], setting = "") => {
  const task = taskWith(setting);
  let state = startBelief(task);
  return observations.map((observation) => {
    const step = stepBelief(task, state, observation);
    state = step.state;
    return step.sample;
  });
};

describe("a picture that stands still", () => {
  it("is told by a novelty that is the very same, and earns no success", () => {
    const samples = play(film("nano", () => 0.5));
    expect(samples.some(({ success }) => success)).toBe(false);
    expect(samples.at(-1)?.invalidReason).toContain("as of a frozen camera");
  });

  it("is no picture whose novelty varies, whatever is answered of it", () => {
    expect(play(film("nano", (k) => 0.5 + k * 1e-9)).some(({ success }) => success)).toBe(true);
  });

  it("is told by nano's answers where stored facts have no novelty", () => {
    expect(play(film("nano")).at(-1)?.invalidReason).toContain("as of a frozen camera");
    expect(play(film("tf+nano")).at(-1)?.invalidReason).toContain("as of a frozen camera");
  });

  it("is not told by a model that answers in words", () => {
    expect(play(film("openai:some-model")).some(({ success }) => success)).toBe(true);
  });

  it("is allowed by max_still: off", () => {
    const samples = play(
      film("nano", () => 0.5),
      "max_still: off",
    );
    expect(samples.some(({ success }) => success)).toBe(true);
  });
});
