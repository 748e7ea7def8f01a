import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openBag } from "../../src/bag/index.js";
import type { Frame } from "../../src/core/index.js";
import { labelBags } from "../../src/label/index.js";
import { decodeReward } from "../../src/messages/index.js";
import { parseTask, type RewardSample } from "../../src/reward/index.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { withSecondCamera } from "../ros/wire/beside.js";
import { difference } from "./difference.js";
import {
  type Example,
  type OnAir,
  onAir,
  pick,
  rgbd,
  sayAll,
  sayFirst,
  withoutRos,
} from "./on-air.js";
import { startRobot } from "./robot-server.js";
import { openViewer } from "./viewer.js";
import { settings, watch } from "./watching.js";

/** Lengths that hang on the picture and on the lens, so that another picture or lens is another reward. */
const looking = backendThat(async (frame: Frame, questions) => {
  const { data } = await frame.rgb();
  const sum = data.reduce((all, value) => all + value, 0);
  const focal = frame.intrinsics?.fx ?? 1;
  return questions.map((_, at) => lengthAnswer((sum / data.length / focal) * (1 + at / 10), 0.02));
});

const rewardTopic = "/spatial_reward/reward";

const inProtobuf = async (example: Example) => withoutRos(await onAir(example), "protobuf");
const inJson = async (example: Example) => withoutRos(await onAir(example), "json");

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "foxglove-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

const labelled = async ({ bag, task }: Example): Promise<readonly RewardSample[]> => {
  const folder = temporary();
  await labelBags({
    inputs: [bag],
    folder,
    signal: new AbortController().signal,
    jobs: 1,
    settings: {
      task: parseTask(readFileSync(task, "utf8")),
      version: "0",
      csv: false,
      sidecar: true,
    },
    origin: { kind: "model", backend: looking, precision: "fp32" },
    onProgress: () => undefined,
    onRemark: () => undefined,
    onEnd: () => undefined,
  });
  const reader = await openBag(join(folder, basename(bag, ".mcap")));
  const samples: RewardSample[] = [];
  for await (const { data } of reader.messages({ topics: [rewardTopic] }))
    samples.push(decodeReward(data));
  await reader.close();
  return samples;
};

const lived = async ({ task, paced }: Example, said: OnAir): Promise<readonly RewardSample[]> => {
  const robot = await startRobot();
  onTestFinished(robot.stop);
  for (const topic of said.topics) robot.advertise(topic);
  const { served } = watch(robot.url, {
    task: readFileSync(task, "utf8"),
    settings: { ...settings, fov: 0 },
    openBackend: async () => looking,
  });
  const viewer = await openViewer(await served);
  onTestFinished(viewer.close);
  await vi.waitUntil(() => robot.isSubscribed(paced), { timeout: 20_000 });
  const rewards = () => viewer.messages(rewardTopic);
  await sayFirst(robot, said);
  await sayAll(robot, said, paced, (count) =>
    vi.waitUntil(() => rewards().length >= count, { timeout: 20_000, interval: 2 }),
  );
  return rewards().map(decodeReward);
};

describe("rewards from a Foxglove WebSocket are label's for the same frames, within 1e-6", {
  timeout: 120_000,
}, () => {
  it.each([
    ["of one camera, in ROS's messages", async () => pick, onAir],
    ["of one camera, in foxglove's protobuf", async () => pick, inProtobuf],
    ["of one camera, in foxglove's JSON", async () => pick, inJson],
    ["with depth, and the gripper in TF", async () => rgbd, onAir],
    ["of two cameras", () => withSecondCamera(temporary()), onAir],
  ] as const)("%s", async (_, exampleOf, say) => {
    const example = await exampleOf();
    const offline = await labelled(example);
    const live = await lived(example, await say(example));
    expect(difference(live, offline)).toBeLessThan(1e-6);
    expect(offline.filter(({ valid }) => valid).length).toBeGreaterThan(10);
  });
});
