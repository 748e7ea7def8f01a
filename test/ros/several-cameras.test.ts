import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Frame } from "../../src/core/index.js";
import { createSurvival } from "../../src/live/guard.js";
import { decodeFacts, decodeReward } from "../../src/messages/index.js";
import { createLiveNode } from "../../src/ros/live-node.js";
import { answerOf, backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { diagnosed } from "./diagnosed.js";
import { type FakeNode, fakeNode } from "./fake-node.js";
import { picture } from "./wire/pictures.js";
import { camera, still } from "./wire/scene.js";

const side = "/side/image_raw";
const task = still.replace(`{ front: ${camera} }`, `{ front: ${camera}, side: ${side} }`);
const ms = (value: number): bigint => 1_000_000_000_000n + BigInt(value) * 1_000_000n;

/** The front camera never sees the mug. */
const onlySideSees = (asked: Frame[]) =>
  backendThat(async (frame, questions) => {
    asked.push(frame);
    const hidden = answerOf({ kind: "unreadable", reason: "not-visible" });
    return questions.map(() => (frame.camera === side ? lengthAnswer(0.2) : hidden));
  });

const made = async () => {
  const asked: Frame[] = [];
  const backend = onlySideSees(asked);
  const node = fakeNode(new Map(Object.entries({ task, transport: "raw", camera_info_wait: 0 })));
  node.endpoints = [camera, side].map((topic) => ({
    topic,
    type: "sensor_msgs/msg/Image",
    node: "/driver",
    reliability: "best_effort",
    durability: "volatile",
  }));
  const live = createLiveNode({
    node,
    survival: createSurvival((text) => node.logged.push(text)),
    openModel: async () => backend,
    label: async () => ({ folders: [], labelled: 0, failures: [] }),
    clock: () => performance.now() / 1000,
  });
  onTestFinished(() => live.close());
  await live.autostart();
  asked.length = 0;
  const show = (topic: string, taken: number, now = taken): void => {
    node.clock = ms(now);
    node.send(topic, picture({ stamp: ms(taken) }));
  };
  return { node, live, asked, show };
};

const rewards = (node: FakeNode) => node.published("~/reward").map(decodeReward);
const rewarded = (node: FakeNode, count: number) =>
  vi.waitUntil(() => rewards(node).length === count, { interval: 2 });

describe("a live node with several cameras", () => {
  it("lets one that sees stand in for the pacing one that does not, and tells which", async () => {
    const { node, show } = await made();
    show(side, 0);
    show(camera, 10);
    show(side, 33);
    await rewarded(node, 1);
    expect(rewards(node)[0]).toMatchObject({ stamp: ms(10), valid: true });
    const facts = node.published("~/facts").map(decodeFacts);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      stamp: ms(10),
      facts: [{ metres: 0.2, source: "camera:side" }],
    });
  });

  it("asks about no frame of another camera that goes with none", async () => {
    const { node, live, show, asked } = await made();
    for (const taken of [0, 33, 66, 99]) show(side, taken);
    show(camera, 100);
    await rewarded(node, 1);
    show(side, 132);
    expect(asked.map(({ stamp }) => stamp)).toEqual([ms(100), ms(99)]);
    live.tick();
    expect(diagnosed(node, "camera /side/image_raw")).toMatchObject({
      received: "5",
      answered: "1",
      dropped: "3",
      "frames in the node": "1",
    });
  });

  it("waits for another one's frame, and goes on without it when it doesn't come", async () => {
    const { node, live, show } = await made();
    show(side, 0);
    show(side, 33);
    show(camera, 70);
    await new Promise((go) => setTimeout(go, 20));
    expect(rewards(node)).toEqual([]);
    node.clock = ms(171);
    await rewarded(node, 1);
    for (const taken of [700, 800]) show(camera, taken);
    await rewarded(node, 3);
    live.tick();
    expect(diagnosed(node, "camera /camera/image_raw")).toMatchObject({
      "camera: camera side: no frame of it within 0.5 s": "2",
    });
  });

  it("tells of one whose clock differs, and does without it", async () => {
    const { node, live, show } = await made();
    show(side, -5000, 0);
    show(camera, 5);
    await rewarded(node, 1);
    expect(rewards(node)[0]?.valid).toBe(false);
    live.tick();
    expect(Object.keys(diagnosed(node, "camera /camera/image_raw"))).toContainEqual(
      expect.stringContaining("camera side: its clock is 5.0 s behind"),
    );
  });
});
