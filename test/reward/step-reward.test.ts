import { describe, expect, it } from "vitest";
import { resetEpisode } from "../../src/reward/index.js";
import { taskOf } from "./examples.js";
import { play, playOn, type TestFrame } from "./frames.js";

const reachKey = "distance(gripper,bottle)";
const placeKey = "distance(bottle,bowl)";

/** Two stages whose potentials are linear, so that every figure can be checked by hand. */
const linear = taskOf(
  {
    reach: {
      potential: "1 - distance(gripper, bottle) / 1 m",
      until: "distance(gripper, bottle) < 10 cm",
      hold: "0.3 s",
    },
    place: {
      potential: "1 - distance(bottle, bowl) / 1 m",
      until: "distance(bottle, bowl) < 10 cm",
      hold: "0.2 s",
    },
  },
  { discount_per_second: 0.5, success_reward: 2, time_limit: "10 s" },
);

const frame = (t: number, reach?: number, place?: number): TestFrame => ({
  t,
  distances: {
    ...(reach !== undefined && { [reachKey]: reach }),
    ...(place !== undefined && { [placeKey]: place }),
  },
});

/** Frames at 10 Hz from `t`. */
const frames = (
  t: number,
  values: readonly (readonly [number?, number?])[],
): readonly TestFrame[] => values.map(([reach, place], i) => frame(t + i / 10, reach, place));

describe("the reward of a frame", () => {
  it("is 0 on an episode's first valid frame, then discount · Φ' − Φ", () => {
    const [first, second] = play(linear, [frame(0, 0.8, 0.9), frame(1, 0.6, 0.9)]);
    expect(first).toMatchObject({
      reward: 0,
      discount: 1,
      valid: true,
      episode: 0,
      stage: "reach",
    });
    expect(first?.previousStamp).toBeUndefined();
    expect(first?.potential).toBeCloseTo(0.1);
    expect(first?.progress).toBe(first?.potential);
    expect(second).toMatchObject({ discount: 0.5, taskReward: 0, previousStamp: first?.stamp });
    expect(second?.reward).toBeCloseTo(0.5 * 0.2 - 0.1);
    expect(second?.previousPotential).toBeCloseTo(0.1);
  });

  it("tells every distance, every stage's own potential, and where the frame is", () => {
    const [sample] = play(linear, [frame(0, 0.8, 0.9)]);
    expect(sample?.distances.map(({ key, filtered }) => [key, filtered])).toEqual([
      [reachKey, 0.8],
      [placeKey, 0.9],
    ]);
    expect(sample?.terms.map(({ name }) => name)).toEqual(["reach", "place"]);
    expect(sample?.terms[1]?.value).toBeCloseTo(0.1);
    expect(sample).toMatchObject({ frameId: "camera", stageIndex: 0, invalidReason: "" });
  });

  it("keeps a stage's potential within [0, 1]", () => {
    const [far] = play(linear, [frame(0, 7, 0.9)]);
    expect(far?.potential).toBe(0);
  });

  it("on success is task_reward − Φ, with discount 0", () => {
    const samples = play(linear, frames(0, Array(7).fill([0.05, 0.05])));
    const [before, last] = samples.slice(-2);
    expect(samples.map(({ stage }) => stage)).toEqual([
      ...["reach", "reach", "reach"],
      ...["place", "place", "place", "place"],
    ]);
    expect(before).toMatchObject({ success: true, terminated: true, discount: 0, taskReward: 2 });
    expect(before?.reward).toBeCloseTo(2 - (1 + 0.95) / 2);
    expect(last).toMatchObject({ valid: false, terminated: false, success: true });
    expect(last?.invalidReason).toBe("the episode is over: success");
  });

  it("earns nothing for an episode that begins where it should end", () => {
    const task = taskOf({ near: { potential: "0.5", until: "distance(gripper, bottle) < 1 m" } });
    const [sample] = play(task, [frame(0, 0.5)]);
    expect(sample).toMatchObject({ success: true, reward: 0, taskReward: 0, discount: 0 });
  });
});

describe("a frame that can't be valued", () => {
  it("is invalid without reward or potential, and the next valid one is paid against the last valid one", () => {
    const [a, gap, b] = play(linear, [frame(0, 0.8), frame(0.5), frame(1, 0.6)]);
    expect(gap).toMatchObject({ valid: false, taskReward: 0, previousStamp: a?.stamp });
    expect(gap?.reward).toBeUndefined();
    expect(gap?.potential).toBeUndefined();
    expect(gap?.progress).toBeUndefined();
    expect(gap?.invalidReason).toBe("distance(gripper,bottle): unanswered");
    expect(b).toMatchObject({ discount: 0.5, previousStamp: a?.stamp, valid: true });
  });

  it("says what failed of the frame as a whole", () => {
    const [sample] = play(linear, [{ t: 0, failure: "not a JPEG" }]);
    expect(sample).toMatchObject({ valid: false, invalidReason: "not a JPEG" });
  });

  it("needs only the facts of the stage it is in", () => {
    const [sample] = play(linear, [frame(0, 0.8)]);
    expect(sample).toMatchObject({ valid: true });
    expect(sample?.terms.map(({ name }) => name)).toEqual(["reach"]);
    expect(sample?.distances[1]).toEqual({ key: placeKey, subject: "bottle", object: "bowl" });
  });

  it("keeps a completed stage when the next one's facts are missing", () => {
    const samples = play(linear, [...frames(0, Array(4).fill([0.05])), frame(0.4, 0.5, 0.6)]);
    expect(samples[3]).toMatchObject({ valid: false, stage: "place" });
    expect(samples[3]?.invalidReason).toBe("distance(bottle,bowl): unanswered");
    expect(samples[4]).toMatchObject({ valid: true, stage: "place" });
    expect(samples[4]?.potential).toBeCloseTo((1 + 0.4) / 2);
  });

  it("is one whose numbers are not finite", () => {
    const samples = play(linear, [frame(0, Number.NaN), frame(1, Number.POSITIVE_INFINITY)]);
    expect(samples.map(({ valid, reward }) => [valid, reward])).toEqual([
      [false, undefined],
      [false, undefined],
    ]);
    const inverse = taskOf({ a: { potential: "1 cm / gap(gripper, bottle)", until: "1 == 2" } });
    const [sample] = play(inverse, [{ t: 0, distances: { "gap(gripper,bottle)": 0 } }]);
    expect(sample?.invalidReason).toBe("stage a has no finite value here");
  });
});

describe("hold", () => {
  const stages = (given: readonly TestFrame[]): readonly string[] =>
    play(linear, given).map(({ stage }) => stage);
  const close = [0.05, 0.5] as const;
  const away = [0.5, 0.5] as const;

  it("lasts its time of image time, whatever the rate", () => {
    expect(stages(frames(0, [close, close, close, close]))).toEqual([
      "reach",
      "reach",
      "reach",
      "place",
    ]);
    expect(stages([frame(0, ...close), frame(0.3, ...close)])).toEqual(["reach", "place"]);
  });

  it("begins anew when the condition fails", () => {
    expect(stages(frames(0, [close, close, away, close, close, close])).at(-1)).toBe("reach");
  });

  it("is paused by an invalid frame: the time around it does not count", () => {
    const held = frames(0, [close, close, [], close, close, close]);
    expect(stages(held.slice(0, 5)).at(-1)).toBe("reach");
    expect(stages(held).at(-1)).toBe("place");
  });

  it("is restarted by a gap over 0.5 s", () => {
    expect(stages([frame(0, ...close), frame(0.5, ...close)]).at(-1)).toBe("place");
    expect(stages([frame(0, ...close), frame(0.501, ...close)]).at(-1)).toBe("reach");
  });

  it("of 0 lets one frame complete several stages, the last included", () => {
    const until = { potential: "0.5", until: "distance(gripper, bottle) < 10 cm" };
    const task = taskOf({
      a: until,
      b: until,
      c: { ...until, until: "distance(gripper, bottle) < 1 cm" },
    });
    const samples = play(task, [frame(0, 0.5), frame(1, 0.05), frame(2, 0.001)]);
    expect(samples.map(({ stage, success }) => [stage, success])).toEqual([
      ["a", false],
      ["c", false],
      ["c", true],
    ]);
  });

  it("of the next stage begins with the frame that enters it", () => {
    const samples = play(linear, frames(0, Array(6).fill([0.05, 0.05])));
    expect(samples.map(({ success }) => success)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe("episodes", () => {
  it("are truncated at the time limit, which keeps the potential", () => {
    const samples = play(linear, [
      frame(0, 0.8),
      frame(9.9, 0.5),
      frame(10, 0.4),
      frame(10.1, 0.4),
    ]);
    expect(samples.map(({ truncated }) => truncated)).toEqual([false, false, true, false]);
    expect(samples[2]).toMatchObject({ valid: true, terminated: false });
    expect(samples[2]?.discount).toBeGreaterThan(0);
    expect(samples[3]).toMatchObject({ valid: false, success: false });
    expect(samples[3]?.invalidReason).toBe("the episode is over: time limit");
  });

  it("are truncated in time even if the camera sees nothing", () => {
    const samples = play(linear, [frame(0, 0.8), frame(10)]);
    expect(samples[1]).toMatchObject({ valid: false, truncated: true });
  });

  it("succeed on the frame that succeeds, even at the limit", () => {
    const task = taskOf(
      { a: { potential: "0.5", until: "distance(gripper, bottle) < 1 cm" } },
      { time_limit: "1 s" },
    );
    const samples = play(task, [frame(0, 1), frame(1, 0.001), frame(1.1, 0.001)]);
    expect(samples[1]).toMatchObject({ success: true, terminated: true, truncated: false });
    expect(samples[2]?.invalidReason).toBe("the episode is over: success");
  });

  it("begin anew after a reset, with reward 0 and stage 0", () => {
    const done = playOn(linear, frames(0, Array(6).fill([0.05, 0.05])));
    const samples = play(linear, [frame(0.6, 0.8), frame(0.7, 0.7)], resetEpisode(done.state));
    expect(samples[0]).toMatchObject({ episode: 1, stage: "reach", reward: 0, success: false });
    expect(samples[0]?.previousStamp).toBeUndefined();
    expect(samples[1]?.valid).toBe(true);
  });

  it("are not counted twice for two resets in a row, nor for one before the first frame", () => {
    const { state } = playOn(linear, [frame(0, 0.8)]);
    expect(resetEpisode(resetEpisode(state)).episode).toBe(1);
    expect(resetEpisode({ episode: 0, stageIndex: 0 }).episode).toBe(0);
  });

  it("begin anew when stamps jump back by more than 1 s", () => {
    const samples = play(linear, [frame(5, 0.8), frame(4, 0.7), frame(3.9, 0.7), frame(4, 0.6)]);
    expect(samples.map(({ valid, episode }) => [valid, episode])).toEqual([
      [true, 0],
      [false, 0],
      [true, 1],
      [true, 1],
    ]);
    expect(samples[2]?.reward).toBe(0);
  });

  it("leave out frames whose stamps repeat or go back", () => {
    const samples = play(linear, [frame(1, 0.8), frame(1, 0.7), frame(0.9, 0.7), frame(1.1, 0.6)]);
    expect(samples.map(({ valid }) => valid)).toEqual([true, false, false, true]);
    expect(samples[1]?.invalidReason).toBe("the stamp repeats or goes back");
    expect(samples[3]?.previousStamp).toBe(samples[0]?.stamp);
  });
});
