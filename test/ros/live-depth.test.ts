import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Frame } from "../../src/core/index.js";
import { createSurvival } from "../../src/live/guard.js";
import { decodeFacts, decodeReward, interfaceDefinition } from "../../src/messages/index.js";
import { createLiveNode } from "../../src/ros/live-node.js";
import type { Answer } from "../../src/vlm/index.js";
import { cameraInfoMessage } from "../messages/image-messages.js";
import { answerOf, backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { diagnosed, diagnosedMessage } from "./diagnosed.js";
import { type FakeNode, fakeNode } from "./fake-node.js";
import { picture } from "./wire/pictures.js";
import { camera, still } from "./wire/scene.js";

const depthTopic = "/camera/aligned_depth_to_color/image_raw";
const seeing = still.replace(
  `{ front: ${camera} }`,
  `{ front: { image: ${camera}, depth: ${depthTopic} } }\ngripper_frame: { frame: tool0, offset: [0 cm, 0 cm, 10 cm] }`,
);
const ms = (value: number): bigint => 1_000_000_000_000n + BigInt(value) * 1_000_000n;

/** 64×48 pixels, all as far away. */
const depthImage = (taken: number, millimetres: number): Uint8Array =>
  picture({
    stamp: ms(taken),
    encoding: "16UC1",
    step: 128,
    data: new Uint8Array(new Uint16Array(64 * 48).fill(millimetres).buffer),
  });

/** The tool hangs 0.5 m before the camera, which stands in the world. */
const transforms = (taken: number, tool = "tool0"): Uint8Array => {
  const stamp = { sec: Number(ms(taken) / 10n ** 9n), nanosec: Number(ms(taken) % 10n ** 9n) };
  const link = (parent: string, child: string, z: number) => ({
    header: { stamp, frame_id: parent },
    child_frame_id: child,
    transform: { translation: { x: 0, y: 0, z }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
  });
  const definition = parse(interfaceDefinition("tf2_msgs/msg/TFMessage"), { ros2: true });
  return new MessageWriter(definition).writeMessage({
    transforms: [link("world", "camera_optical", 1), link("camera_optical", tool, 0.5)],
  });
};

interface Published {
  readonly [topic: string]: string;
}
const published: Published = {
  [camera]: "sensor_msgs/msg/Image",
  [depthTopic]: "sensor_msgs/msg/Image",
  "/camera/camera_info": "sensor_msgs/msg/CameraInfo",
  "/tf": "tf2_msgs/msg/TFMessage",
};

const made = async (
  task = seeing,
  topics: Published = published,
  parameters: Readonly<Record<string, unknown>> = {},
  answer = (): Answer => lengthAnswer(0.2),
) => {
  const frames: Frame[] = [];
  const backend = backendThat(async (frame, questions) => {
    frames.push(frame);
    return questions.map(answer);
  });
  const node = fakeNode(
    new Map(Object.entries({ task, transport: "raw", camera_info_wait: 0, ...parameters })),
  );
  node.endpoints = Object.entries(topics).map(([topic, type]) => ({
    topic,
    type,
    node: "/driver",
    reliability: "best_effort",
    durability: "volatile",
  }));
  let seconds = 0;
  const live = createLiveNode({
    node,
    survival: createSurvival((text) => node.logged.push(text)),
    openModel: async () => backend,
    label: async () => ({ folders: [], labelled: 0, failures: [] }),
    clock: () => seconds,
  });
  onTestFinished(() => live.close());
  await live.autostart();
  frames.length = 0;
  const pass = (time: number): void => {
    seconds += time;
  };
  return { node, live, frames, pass };
};

const info = cameraInfoMessage({ k: [50, 0, 32, 0, 50, 24, 0, 0, 1], size: [64, 48] });
const rewarded = (node: FakeNode, count: number) =>
  vi.waitUntil(() => node.published("~/reward").map(decodeReward).length === count, {
    interval: 2,
  });

describe("a live camera with depth and a gripper in TF", () => {
  it("sees both in a frame, whichever comes first", async () => {
    const { node, frames } = await made();
    node.clock = ms(1);
    node.send("/camera/camera_info", info);
    node.send("/tf", transforms(-5));
    node.send(camera, picture({ stamp: ms(0) }));
    node.clock = ms(120);
    node.send(depthTopic, depthImage(0, 800));
    node.send("/tf", transforms(5));
    await rewarded(node, 1);
    const [frame] = frames;
    expect(frame?.gripper).toMatchObject({ frame: "tool0" });
    expect(frame?.gripper?.point[2]).toBeCloseTo(0.6);
    expect(frame?.depth?.stamp).toBe(ms(0));
    const points = await frame?.depth?.pointsIn({ left: 30, top: 20, right: 34, bottom: 28 });
    expect(points?.[2]).toBeCloseTo(0.8);
  });

  it("remembers where a hidden thing was, until an episode begins", async () => {
    let hidden = false;
    const { node } = await made(seeing, published, {}, () =>
      hidden
        ? answerOf({ kind: "unreadable", reason: "empty" })
        : { ...lengthAnswer(0.2), object: { pixel: [32, 24], point: [0, 0, 0.8], visible: 1 } },
    );
    const shown = async (taken: number, count: number) => {
      node.clock = ms(taken + 1);
      node.send("/camera/camera_info", info);
      node.send("/tf", transforms(taken));
      node.send(camera, picture({ stamp: ms(taken) }));
      node.send(depthTopic, depthImage(taken, 800));
      node.clock = ms(taken + 120);
      node.send("/tf", transforms(taken + 110));
      await rewarded(node, count);
      return node.published("~/facts").map(decodeFacts).at(-1)?.facts;
    };
    expect(await shown(0, 1)).toMatchObject([{ source: "depth+tf+onnx:fake" }]);
    hidden = true;
    expect(await shown(200, 2)).toMatchObject([{ source: "tf+memory" }]);
    await node.call("~/reset_episode", {});
    expect(await shown(400, 3)).toEqual([]);
  });

  it("goes on without what doesn't come, and diagnostics tell why", async () => {
    const { [depthTopic]: _, ...without } = published;
    const { node, live, frames, pass } = await made(seeing, without);
    node.clock = ms(1);
    node.send("/camera/camera_info", info);
    node.send("/tf", transforms(0, "elbow"));
    node.send(camera, picture({ stamp: ms(0) }));
    node.clock = ms(1100);
    node.send("/tf", transforms(1000, "elbow"));
    await rewarded(node, 1);
    expect(frames[0]).not.toHaveProperty("depth");
    pass(3);
    live.tick();
    const told = diagnosedMessage(node, `camera ${camera}`);
    expect(told).toContain(`no depth image for 3 s: no publisher on ${depthTopic}`);
    expect(told).toMatch(/without the gripper's place from TF: .*"tool0".*elbow/);
  });

  it("hears depth that is published compressed alone", async () => {
    const { [depthTopic]: _, ...rest } = published;
    const twin = `${depthTopic}/compressedDepth`;
    const { node } = await made(seeing, { ...rest, [twin]: "sensor_msgs/msg/CompressedImage" });
    expect(node.subscribed.has(twin)).toBe(true);
    expect(node.subscribed.has("/camera/aligned_depth_to_color/camera_info")).toBe(true);
  });

  it("listens as the task that it is given needs", async () => {
    const { node } = await made(still);
    expect(node.subscribed.has(depthTopic)).toBe(false);
    await node.call("~/set_task", { task: seeing });
    expect(node.subscribed.get(depthTopic)?.qos).toEqual(node.subscribed.get(camera)?.qos);
    await node.call("~/set_task", { task: still });
    expect([node.subscribed.has(depthTopic), node.subscribed.has(camera)]).toEqual([false, true]);
  });

  it("takes the parameter's depth image before the task's", async () => {
    const parameters = { cameras: [camera], depths: ["/other/depth"] };
    const { node } = await made(
      seeing,
      { ...published, "/other/depth": "sensor_msgs/msg/Image" },
      parameters,
    );
    expect([node.subscribed.has("/other/depth"), node.subscribed.has(depthTopic)]).toEqual([
      true,
      false,
    ]);
  });

  it("counts depth that can't be read, and sees without it", async () => {
    const { node, live, frames } = await made();
    node.clock = ms(1);
    node.send("/camera/camera_info", info);
    node.send(depthTopic, new Uint8Array([0, 1, 0, 0, 9]));
    node.send("/tf", transforms(0));
    node.send(camera, picture({ stamp: ms(0) }));
    node.clock = ms(1100);
    node.send("/tf", transforms(1000));
    await rewarded(node, 1);
    expect(frames[0]).not.toHaveProperty("depth");
    live.tick();
    expect(Object.keys(diagnosed(node, `camera ${camera}`))).toContainEqual(
      expect.stringContaining(`message: ${depthTopic}`),
    );
  });
});
