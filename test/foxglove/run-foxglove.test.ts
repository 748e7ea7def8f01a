import { createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocketServer } from "ws";
import type { Frame } from "../../src/core/index.js";
import { decodeReward, decoderFor, interfaceDefinition } from "../../src/messages/index.js";
import { cameraInfoMessage } from "../messages/image-messages.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { picture } from "../ros/wire/pictures.js";
import {
  channelOf,
  type RobotServer,
  type RobotServerOptions,
  startRobot,
} from "./robot-server.js";
import { camera, imageTopic } from "./topics.js";
import { openViewer, type Viewer } from "./viewer.js";
import { watch } from "./watching.js";

const second = 1_000_000_000n;
const rewardTopic = "/spatial_reward/reward";

const robotOf = async (options: RobotServerOptions = {}): Promise<RobotServer> => {
  const robot = await startRobot(options);
  onTestFinished(robot.stop);
  robot.advertise(imageTopic);
  return robot;
};

const viewerOf = async (url: string, protocol?: string): Promise<Viewer> => {
  const viewer = await openViewer(url, protocol);
  onTestFinished(viewer.close);
  await vi.waitUntil(() => viewer.channels.some(({ topic }) => topic === rewardTopic));
  return viewer;
};

const show = (robot: RobotServer, stamp: bigint): void =>
  robot.publish(camera, stamp, picture({ stamp }));

const subscribed = (robot: RobotServer, topic = camera) =>
  vi.waitUntil(() => robot.isSubscribed(topic), { timeout: 10_000 });

/** Rewards as a viewer sees them, when there are so many. */
const rewards = async (viewer: Viewer, count: number) => {
  await vi.waitUntil(() => viewer.messages(rewardTopic).length >= count, { timeout: 10_000 });
  return viewer.messages(rewardTopic).map(decodeReward);
};

describe("a robot behind a Foxglove WebSocket", () => {
  it("stands where the user says, which tells what is up", async () => {
    const ups: Frame["up"][] = [];
    const backend = backendThat(async ({ up }, questions) => {
      ups.push(up);
      return questions.map(() => lengthAnswer(0.2));
    });
    const robot = await robotOf();
    const { served } = watch(robot.url, {
      openBackend: async () => backend,
      staticTransforms: [
        {
          parent: "world",
          child: "camera_optical",
          position: [0, 0, 1],
          rotation: [-0.5, 0.5, -0.5, 0.5],
        },
      ],
    });
    const viewer = await viewerOf(await served);
    await subscribed(robot);
    show(robot, 100n * second);
    await rewards(viewer, 1);
    expect(ups.at(-1)).toEqual([0, -1, 0].map((each) => expect.closeTo(each, 9)));
  });

  it.each(["foxglove.websocket.v1", "foxglove.sdk.v1"])(
    "that speaks %s is given rewards, with the images' stamps, for viewers of either kind",
    async (protocol) => {
      const robot = await robotOf({ protocol });
      const { served, stop } = watch(robot.url);
      const viewer = await viewerOf(await served, protocol);
      await subscribed(robot);
      show(robot, 100n * second);
      await rewards(viewer, 1);
      show(robot, 100n * second + second / 2n);
      const all = await rewards(viewer, 2);
      expect(all.map(({ stamp }) => stamp)).toEqual([100n * second, 100n * second + second / 2n]);
      expect(all[1]).toMatchObject({ valid: true });
      expect(all[1]?.distances[0]).toMatchObject({ raw: 0.2 });
      expect(viewer.protocol).toBe(protocol);
      expect(viewer.messages("/spatial_reward/facts")).toHaveLength(2);
      await vi.waitUntil(() => viewer.messages("/spatial_reward/annotated/compressed").length > 0);
      expect(await stop()).toMatchObject({
        server: "robot",
        rewards: 2,
        valid: 2,
        episodes: 1,
        reconnections: 0,
        cameras: [{ name: camera, received: 2, answered: 2, dropped: 0 }],
      });
    },
  );

  it("that is gone and comes back is watched again, and the summary tells", async () => {
    const robot = await robotOf();
    const { served, stop, logged } = watch(robot.url);
    const viewer = await viewerOf(await served);
    await subscribed(robot);
    show(robot, 100n * second);
    await rewards(viewer, 1);
    await robot.stop();
    await vi.waitUntil(() => logged.some((line) => line.includes("is lost")));
    const again = await robotOf({ port: Number(new URL(robot.url).port) });
    await subscribed(again);
    show(again, 101n * second);
    await rewards(viewer, 2);
    expect(await stop()).toMatchObject({ rewards: 2, reconnections: 1 });
    expect(logged.join("\n")).toContain("foxglove.unreachable");
  });

  it("is asked about its newest frame only, and the others are counted as dropped", async () => {
    const go: (() => void)[] = [];
    const slow = backendThat(async (frame, questions) => {
      if (frame.camera !== "warming up") await new Promise<void>((resolve) => go.push(resolve));
      return questions.map(() => lengthAnswer(0.2));
    });
    const robot = await robotOf();
    const { served, stop } = watch(robot.url, { openBackend: async () => slow });
    const viewer = await viewerOf(await served);
    await subscribed(robot);
    show(robot, 100n * second);
    await vi.waitUntil(() => go.length === 1);
    for (let at = 1n; at <= 5n; at++) {
      show(robot, 100n * second + (at * second) / 10n);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    go.shift()?.();
    await vi.waitUntil(() => go.length === 1);
    go.shift()?.();
    const [, last] = await rewards(viewer, 2);
    expect(last?.stamp).toBe(100n * second + second / 2n);
    const { cameras, missed } = await stop();
    const [{ received = 0, dropped = 0, answered = 0 } = {}] = cameras;
    expect(answered).toBe(2);
    expect(received - dropped).toBe(2);
    expect(received + (missed[camera] ?? 0)).toBe(6);
  });

  it.each([
    ["cdr", ["protobuf", "cdr", "json"]],
    ["json", ["json"]],
  ] as const)(
    "that takes what clients publish in %s gets rewards and facts back",
    async (encoding, encodings) => {
      const robot = await robotOf({ encodings });
      const { served, stop } = watch(robot.url);
      await served;
      await subscribed(robot);
      show(robot, 100n * second);
      await vi.waitUntil(() => robot.received(rewardTopic).length === 1, { timeout: 10_000 });
      expect(robot.announced).toContainEqual({ topic: rewardTopic, encoding });
      const [bytes = new Uint8Array()] = robot.received(rewardTopic);
      const message: unknown =
        encoding === "json"
          ? JSON.parse(new TextDecoder().decode(bytes))
          : decoderFor({
              type: "spatial_reward/msg/RewardStamped",
              definition: interfaceDefinition("spatial_reward/msg/RewardStamped"),
              schemaEncoding: "ros2msg",
              messageEncoding: "cdr",
            })(bytes);
      expect(message).toMatchObject({
        header: { frame_id: "camera_optical", stamp: { sec: 100 } },
      });
      expect(robot.received("/spatial_reward/facts")).toHaveLength(1);
      // Though no viewer has asked for them here.
      await vi.waitUntil(() => robot.received("/spatial_reward/markers").length === 1);
      expect(robot.announced.map(({ topic }) => topic)).not.toContain(
        "/spatial_reward/annotated/compressed",
      );
      expect(await stop()).toMatchObject({ publishedBack: encoding });
    },
  );

  it("that takes nothing back, or is to get nothing, gets nothing", async () => {
    for (const [encodings, publishBack] of [
      [["protobuf"], true],
      [["cdr"], false],
    ] as const) {
      const robot = await robotOf({ encodings });
      const { served, stop } = watch(robot.url, { publishBack });
      await served;
      await subscribed(robot);
      expect(robot.announced).toEqual([]);
      expect(await stop()).not.toHaveProperty("publishedBack");
    }
  });

  it("tells its lens by a CameraInfo beside the images", async () => {
    const robot = await robotOf();
    robot.advertise({
      ...imageTopic,
      topic: "/camera/camera_info",
      type: "sensor_msgs/msg/CameraInfo",
    });
    const { served } = watch(robot.url);
    const viewer = await viewerOf(await served);
    await subscribed(robot, "/camera/camera_info");
    robot.publish(
      "/camera/camera_info",
      99n * second,
      cameraInfoMessage({ size: [64, 48], k: [60, 0, 32, 0, 60, 24, 0, 0, 1] }),
    );
    show(robot, 100n * second);
    await rewards(viewer, 1);
    const read = decoderFor({
      type: "diagnostic_msgs/msg/DiagnosticArray",
      definition: interfaceDefinition("diagnostic_msgs/msg/DiagnosticArray"),
      schemaEncoding: "ros2msg",
      messageEncoding: "cdr",
    });
    await vi.waitUntil(() => viewer.messages("/diagnostics").length > 1, { timeout: 5000 });
    const newest = viewer.messages("/diagnostics").at(-1) ?? new Uint8Array();
    expect(JSON.stringify(read(newest))).toContain("spatial_reward: camera /camera/image_raw");
  });

  it("tells a viewer who comes late whether it has succeeded", async () => {
    const robot = await robotOf();
    const { served } = watch(robot.url);
    const first = await viewerOf(await served);
    await subscribed(robot);
    show(robot, 100n * second);
    await rewards(first, 1);
    const late = await viewerOf(await served);
    await vi.waitUntil(() => late.messages("/spatial_reward/success").length > 0);
    expect(late.messages(rewardTopic)).toEqual([]);
  });

  it("begins an episode when a viewer publishes to /spatial_reward/reset", async () => {
    const robot = await robotOf();
    const { served, stop } = watch(robot.url);
    const viewer = await viewerOf(await served);
    await subscribed(robot);
    show(robot, 100n * second);
    await rewards(viewer, 1);
    viewer.publish("/spatial_reward/reset");
    await new Promise((resolve) => setTimeout(resolve, 100));
    show(robot, 101n * second);
    await rewards(viewer, 2);
    expect(await stop()).toMatchObject({ episodes: 2 });
  });
});

describe("a server that talks nonsense", () => {
  /** Says all this to whoever comes. */
  const talking = async (...said: readonly (object | string | Uint8Array | null)[]) => {
    const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    });
    await new Promise((resolve) => sockets.once("listening", resolve));
    sockets.on("connection", (socket) => {
      for (const one of said)
        socket.send(
          typeof one === "string" || one instanceof Uint8Array ? one : JSON.stringify(one),
        );
    });
    const address = sockets.address();
    return `ws://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  };
  const channel = channelOf(imageTopic);

  it("is watched as far as it talks sense, and told of once", async () => {
    const url = await talking(
      ...[null, "hello", Uint8Array.of(), Uint8Array.of(99), { op: "dance" }],
      { op: "serverInfo" },
      ...[null, "hello", Uint8Array.of(), Uint8Array.of(99), { op: "dance" }],
      { op: "advertise", channels: [{ id: 1 }, { id: 2, ...channel }] },
    );
    const { served, stop, logged } = watch(url);
    await served;
    expect(await stop()).toMatchObject({ server: "", rewards: 0 });
    expect(logged.filter((line) => line.includes("is left out"))).toHaveLength(1);
  });

  it("is none of Foxglove's where it introduces itself so", async () => {
    const url = await talking({ op: "serverInfo", capabilities: "all" });
    await expect(watch(url).ended).rejects.toMatchObject({ code: "foxglove.protocol" });
  });
});

describe("what can't be watched is told", () => {
  const refused = async (url: string, task?: string) =>
    watch(url, task === undefined ? {} : { task }).ended.then(
      () => "ended",
      (thrown: unknown) => thrown,
    );

  it("where nobody listens", async () => {
    const robot = await startRobot();
    await robot.stop();
    expect(await refused(robot.url)).toMatchObject({
      code: "foxglove.unreachable",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it.each([
    ["a web server", undefined],
    ["a WebSocket of another protocol", "rosbridge_v2"],
  ])("%s", async (_, protocol) => {
    const web = createServer((_, response) => response.end("hello")).listen(0, "127.0.0.1");
    onTestFinished(() => void web.close());
    await new Promise((resolve) => web.once("listening", resolve));
    const address = web.address();
    const url =
      protocol === undefined
        ? `ws://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
        : (await robotOf({ protocol })).url;
    expect(await refused(url)).toMatchObject({ code: "foxglove.protocol" });
  });

  it("a camera that is not advertised: those that are, are listed", async () => {
    const robot = await robotOf();
    const other =
      'task: x\nobjects: { a: red mug }\ncameras: { c: /wrist }\nstages:\n  s: { potential: "tolerance(distance(gripper, a), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, a) < 1 cm", hold: 1 s }\nsuccess: s\n';
    expect(await refused(robot.url, other)).toMatchObject({
      code: "foxglove.no-camera",
      message: expect.stringMatching(
        /"\/wrist".*\/camera\/image_raw \(sensor_msgs\/msg\/Image, cdr\)/,
      ),
    });
  });

  it("a camera in an encoding that is not read", async () => {
    const robot = await startRobot();
    onTestFinished(robot.stop);
    robot.advertise({ ...imageTopic, messageEncoding: "flatbuffer", schemaEncoding: "flatbuffer" });
    expect(await refused(robot.url)).toMatchObject({
      code: "message.schema",
      message: expect.stringContaining("flatbuffer"),
    });
  });

  it("a port that is taken", async () => {
    const [robot, taken] = [await robotOf(), await robotOf()];
    const port = Number(new URL(taken.url).port);
    const { ended } = watch(robot.url, { serve: { host: "127.0.0.1", port } });
    await expect(ended).rejects.toMatchObject({
      code: "foxglove.serve",
      message: expect.stringContaining("--no-serve"),
    });
  });
});
