import { firstValueFrom, from, of, Subject, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/core/index.js";
import {
  type Observe,
  observe,
  rewardStepper,
  rewards,
  valuedFrames,
} from "../../src/pipeline/index.js";
import { parseTask, type RewardSample } from "../../src/reward/index.js";
import { backendThat, frameAt, lengthAnswer } from "./fakes.js";

const task = parseTask(`
task: reach the mug
objects: { mug: red mug }
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 3 cm", hold: 0.3 s }
success: reach
`);

/** An approach that takes 2 s. */
const approach = backendThat(async (frame) => {
  const seconds = Number(frame.stamp - frameAt(0).stamp) / 1e9;
  return [lengthAnswer(Math.max(0.01, 0.5 - 0.25 * seconds), 0.005)];
});

const frames = Array.from({ length: 40 }, (_, i) => frameAt(i / 10));
const reward = rewardStepper(task);
const asked = observe(approach, task.needs);

const collected = (source: Parameters<typeof rewards>[0], parts: Parameters<typeof rewards>[1]) =>
  firstValueFrom(rewards(source, parts).pipe(toArray()));

describe("offline", () => {
  it("every frame is valued, in order, up to success", async () => {
    const samples = await collected(from(frames), { observe: asked, reward, take: "every" });
    expect(samples.map(({ stamp }) => stamp)).toEqual(frames.map(({ stamp }) => stamp));
    const success = samples.findIndex(({ terminated }) => terminated);
    expect(success).toBeGreaterThan(20);
    expect(samples.slice(0, success).every(({ valid }) => valid)).toBe(true);
    expect(samples.slice(success + 1).some(({ valid }) => valid)).toBe(false);
  });

  it("frames that fail are values in the stream, which goes on", async () => {
    let calls = 0;
    const flaky = backendThat(async (frame, questions) => {
      if (calls++ % 3 === 1) throw new Error("out of memory");
      return approach.ask(frame, questions);
    });
    const samples = await collected(from(frames), {
      observe: observe(flaky, task.needs),
      reward,
      take: "every",
    });
    expect(samples).toHaveLength(frames.length);
    expect(samples[1]).toMatchObject({ valid: false, invalidReason: "out of memory" });
    expect(samples[2]?.valid).toBe(true);
  });
});

/** Answers when it is told to. */
const slow = () => {
  const waiting: (() => void)[] = [];
  const observing: Observe = async (frame, signal) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return asked(frame, signal);
  };
  const answer = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { observing, answer };
};

describe("live", () => {
  it("keeps up with the camera: the newest frame is asked about, the others are counted", async () => {
    const camera = new Subject<Frame>();
    const { observing, answer } = slow();
    const dropped: Frame[] = [];
    const samples: RewardSample[] = [];
    const parts = {
      observe: observing,
      reward,
      take: "newest",
      onDropped: (f: Frame) => dropped.push(f),
    } as const;
    rewards(camera, parts).subscribe((sample) => samples.push(sample));
    for (const frame of frames.slice(0, 10)) camera.next(frame);
    await answer();
    await answer();
    expect(samples.map(({ stamp }) => stamp)).toEqual([frames[0]?.stamp, frames[9]?.stamp]);
    expect(dropped).toEqual(frames.slice(1, 9));
    expect(samples[1]?.previousStamp).toBe(samples[0]?.stamp);
  });

  it("gives the same numbers as offline when nothing is dropped", async () => {
    const offline = await collected(from(frames), { observe: asked, reward, take: "every" });
    const camera = new Subject<Frame>();
    const live: RewardSample[] = [];
    rewards(camera, { observe: asked, reward, take: "newest" }).subscribe((s) => live.push(s));
    for (const frame of frames) {
      camera.next(frame);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(live).toEqual(offline);
  });

  it("stops asking when nobody listens", async () => {
    const camera = new Subject<Frame>();
    const signals: (AbortSignal | undefined)[] = [];
    const observing: Observe = (frame, signal) => {
      signals.push(signal);
      return asked(frame, signal);
    };
    const listening = rewards(camera, { observe: observing, reward, take: "newest" }).subscribe();
    camera.next(frameAt(0));
    listening.unsubscribe();
    expect(signals[0]?.aborted).toBe(true);
    expect(camera.observed).toBe(false);
  });

  it("starts an episode at a reset, and ends with the camera though resets could still come", async () => {
    const camera = new Subject<Frame>();
    const resets = new Subject<void>();
    const all = firstValueFrom(
      rewards(camera, { observe: asked, reward, take: "newest", resets }).pipe(toArray()),
    );
    for (const [i, frame] of frames.slice(0, 6).entries()) {
      if (i === 3) resets.next();
      camera.next(frame);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    camera.complete();
    const samples = await all;
    expect(samples.map(({ episode }) => episode)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(samples[3]?.reward).toBe(0);
    expect(resets.observed).toBe(false);
  });
});

it("an observation comes with its sample", async () => {
  const [valued] = await firstValueFrom(
    valuedFrames(of(frameAt(0)), { observe: asked, reward, take: "every" }).pipe(toArray()),
  );
  expect(valued?.observation.facts[0]).toMatchObject({ relation: "distance", object: "red mug" });
  expect(valued?.sample.distances[0]?.raw).toBe(0.5);
});
