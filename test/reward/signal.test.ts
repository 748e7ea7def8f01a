import { describe, expect, it } from "vitest";
import {
  type SignalCue,
  type SignalSays,
  signalSays,
  startReward,
  stepReward,
} from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { inputOf } from "./frames.js";

const cue: SignalCue = { topic: "/gripper/width", path: "", stale: 0.5 };

describe("what a signal says", () => {
  it.each<readonly [string, Partial<SignalCue>, number, SignalSays | undefined]>([
    ["true", {}, 1, "yes"],
    ["false", {}, 0, "no"],
    ["a number that is not 0", {}, 0.03, "yes"],
    ["more than a bound", { above: 0.005 }, 0.006, "yes"],
    ["a bound itself", { above: 0.005 }, 0.005, "no"],
    ["less than a bound", { below: 0.06 }, 0.05, "yes"],
    ["between two", { above: 0.005, below: 0.06 }, 0.03, "yes"],
    ["beyond two", { above: 0.005, below: 0.06 }, 0.07, "no"],
    ["0 below a bound", { below: 1 }, 0, "yes"],
    ["no number", {}, Number.NaN, undefined],
  ])("of %s", (_, bounds, value, says) => {
    expect(signalSays({ ...cue, ...bounds }, value)).toBe(says);
  });
});

const stage = (hold: string) => ({
  potential: "0.5",
  until: "distance(gripper, bottle) < 10 cm",
  hold,
});
const signed = (signal: unknown) =>
  taskOf({ reach: stage("0 s"), grasp: stage("0.3 s") }, { signal: signal as never });

/** A frame a tenth of a second at which `until` holds, with what the signal says. */
const succeeds = (...says: readonly (SignalSays | undefined)[]): boolean => {
  const task = signed("/gripper/holding");
  let state = startReward(task);
  return says.some((signal, k) => {
    const input = inputOf({ t: k / 10, distances: { "distance(gripper,bottle)": 0.05 } });
    const step = stepReward(task, state, { ...input, ...(signal && { signal }) });
    state = step.state;
    return step.sample.terminated;
  });
};

describe("a task with a signal", () => {
  it("succeeds where both agree", () => {
    expect(succeeds("yes", "yes", "yes", "yes")).toBe(true);
  });

  it("does not where the signal says no, or nothing, or is not there", () => {
    expect(succeeds("no", "no", "no", "no", "no", "no")).toBe(false);
    expect(succeeds(undefined, undefined, undefined, undefined, undefined)).toBe(false);
  });

  it("begins its hold anew after a no, and waits where nothing is said", () => {
    expect(succeeds("yes", "yes", "no", "yes", "yes", "yes")).toBe(false);
    expect(succeeds("yes", "yes", undefined, "yes", "yes", "yes")).toBe(true);
  });

  it("leaves the stages before the last alone", () => {
    const task = signed("/gripper/holding");
    const input = inputOf({ t: 0, distances: { "distance(gripper,bottle)": 0.05 } });
    const { sample } = stepReward(task, startReward(task), { ...input, signal: "no" });
    expect(sample).toMatchObject({ stage: "grasp", valid: true });
  });

  it("without one asks for none", () => {
    const task = taskOf({ reach: stage("0 s") });
    const input = inputOf({ t: 0, distances: { "distance(gripper,bottle)": 0.05 } });
    expect(stepReward(task, startReward(task), input).sample.success).toBe(true);
  });
});

describe("in a task file", () => {
  it("is a topic, a field of one, or has bounds", () => {
    expect(signed("/gripper/holding").signal).toEqual({
      topic: "/gripper/holding",
      path: "",
      stale: 0.5,
    });
    const bounded = { topic: "/joint_states.position.finger", above: 0.005, stale: "200 ms" };
    expect(signed(bounded).signal).toEqual({
      topic: "/joint_states",
      path: "position.finger",
      above: 0.005,
      stale: 0.2,
    });
  });

  it.each([
    ["gripper", "signal: must be a topic or a field of one, such as /gripper/width.data"],
    [{ topic: "/a", above: 2, below: 1 }, "signal: above must be less than below"],
    [{ topic: "/a", above: "5 mm" }, "signal.above: must be a number, in the topic's own units"],
    [{ topic: "/a", over: 1 }, 'unknown setting "over"'],
  ])("%j is refused", (signal, message) => {
    expect(() => signed(signal)).toThrow(message);
  });
});
