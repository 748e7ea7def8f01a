import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scene, SceneMessage } from "../../src/scene/index.js";
import {
  at,
  depth,
  frameIn,
  framesOf,
  image,
  info,
  ms,
  placed,
  sceneOf,
  turned,
} from "./messages.js";

/** Milliseconds by which a network delays messages at most: below the scene's patience less TF's period. */
const mostDelay = 60;
const framePeriod = 33;
const transformPeriod = 20;

interface Plan {
  /** Of each frame: its stamp is missing; its CameraInfo's focal length. */
  readonly frames: readonly { readonly stamped: boolean; readonly focal: number }[];
  readonly degrees: readonly number[];
  readonly depthEvery: number;
  /** Delays of the messages of each topic, over and over. */
  readonly delays: readonly (readonly number[])[];
}

const delays = fc.array(fc.integer({ min: 0, max: mostDelay }), { minLength: 1, maxLength: 20 });
const plans: fc.Arbitrary<Plan> = fc.record({
  frames: fc.array(
    fc.record({
      stamped: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
      focal: fc.constantFrom(40, 40, 40, 80),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  degrees: fc.array(fc.constantFrom(0, 30, 60, 90), { minLength: 1, maxLength: 20 }),
  /** Every how many frames a depth image is taken. */
  depthEvery: fc.integer({ min: 1, max: 3 }),
  delays: fc.tuple(delays, delays, delays, delays, delays),
});

type Topic = readonly SceneMessage[];

const topicsOf = ({ frames, degrees, depthEvery }: Plan): readonly Topic[] => {
  const times = frames.map((_, n) => n * framePeriod);
  const end = frames.length * framePeriod + transformPeriod;
  const ticks = Array.from({ length: Math.ceil(end / transformPeriod) }, (_, n) => n);
  return [
    times.map((t, n) => image(frames[n]?.stamped ? t : undefined, t)),
    times.map((t, n) => info(t, frames[n]?.focal ?? 40)),
    ticks.map((n) => turned(n * transformPeriod, degrees[n % degrees.length] ?? 0)),
    // The gripper's come between the camera's.
    ticks.map((n) => placed("world", "tool0", [n / 100, 0, 0], { taken: n * transformPeriod + 7 })),
    [...times, frames.length * framePeriod]
      .filter((_, n) => n % depthEvery === 0)
      .map((t, n) => depth(t + 5, { metres: () => 1 + n / 100 })),
  ];
};

/** As a network delivers them: each later by its delay, topics overtaking each other but no message its own. */
const arrived = (topic: Topic, delay: readonly number[]): Topic => {
  let last = at(0);
  return topic.map((message, n) => {
    const due = message.logTime + ms(delay[n % delay.length] ?? 0);
    last = due > last ? due : last;
    return { ...message, logTime: last };
  });
};

const inOrder = (topics: readonly Topic[]): readonly SceneMessage[] =>
  topics.flat().sort((a, b) => Number(a.logTime - b.logTime));

const always = () => true;
const everything = {
  expects: { cameraInfo: always, transforms: always, depth: always },
  gripper: () => ({ frame: "tool0", offset: [0, 0, 0.1] as const }),
  depth: { rectified: false, aligned: false },
};
const rounded = (values: readonly number[] | undefined) => values?.map((v) => v.toFixed(6));
const known = (scene: Scene, messages: readonly SceneMessage[]) =>
  framesOf(scene, messages).map((frame) => {
    const seen = frameIn(frame);
    return {
      index: frame.index,
      startsEpisode: frame.startsEpisode,
      ...(seen
        ? {
            stamp: seen.stamp,
            focal: seen.intrinsics?.fx,
            up: rounded(seen.up),
            pose: rounded(seen.pose?.pose.rotation),
            gripper: rounded(seen.gripper?.point),
            depth: seen.depth?.stamp,
          }
        : { content: frame.content }),
    };
  });

describe("the same messages, recorded and over a network that jitters", () => {
  it("give the same frames", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const topics = topicsOf(plan);
        const delayed = topics.map((topic, n) => arrived(topic, plan.delays[n] ?? [0]));
        // A stream that begins without stamps is timed by log times, which differ.
        fc.pre(plan.frames[0]?.stamped === true && !hasRun(plan));
        const recorded = known(sceneOf(everything), inOrder(topics));
        expect(recorded).toHaveLength(plan.frames.length);
        // Frames that the clock refuses have nothing.
        for (const frame of recorded)
          if ("stamp" in frame)
            expect(frame).toMatchObject({ gripper: expect.any(Array), pose: expect.any(Array) });
        expect(known(sceneOf(everything), inOrder(delayed))).toEqual(recorded);
      }),
    );
  });
});

/** Three stamps missing in a row: log times are then used. */
const hasRun = ({ frames }: Plan): boolean =>
  frames.some((_, n) => frames.slice(n, n + 3).filter(({ stamped }) => !stamped).length === 3);
