import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import sharp from "sharp";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { decodeReward } from "../../src/messages/index.js";
import type { RewardSample } from "../../src/reward/index.js";
import { program, start } from "../cli/program.js";
import { still } from "../ros/wire/scene.js";
import { difference } from "./difference.js";
import { type Example, onAir, pick, sayAll, sayFirst } from "./on-air.js";
import { hasSdk, type SdkRobot, startSdkRobot, unlessSdk } from "./sdk-robot.js";
import { watch } from "./watching.js";

const rewardTopic = "/spatial_reward/reward";

/** What `label` says of the recording, by the model that comes with the program. */
const labelled = async ({ bag, task }: Example): Promise<readonly RewardSample[]> => {
  const folder = mkdtempSync(join(tmpdir(), "foxglove-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  execFileSync(process.execPath, [program, "label", bag, "--task", task, "-o", folder], {
    stdio: "ignore",
  });
  const reader = await openBag(join(folder, basename(bag, ".mcap")));
  const samples: RewardSample[] = [];
  for await (const { data } of reader.messages({ topics: [rewardTopic] }))
    samples.push(decodeReward(data));
  await reader.close();
  return samples;
};

describe.skipIf(!hasSdk)(`a server of the Foxglove SDK${unlessSdk}`, { timeout: 400_000 }, () => {
  it("is watched by the command line: rewards are label's within 1e-6, and come back to it", async () => {
    const offline = await labelled(pick);
    const robot = await startSdkRobot(["cdr"]);
    onTestFinished(robot.stop);
    const said = await onAir(pick);
    for (const topic of said.topics) robot.advertise(topic);
    const live = start([
      "live",
      "--foxglove",
      robot.url,
      "--task",
      pick.task,
      "--serve",
      "0",
      "--json",
    ]);
    onTestFinished(() => void live.process.kill("SIGKILL"));
    await vi.waitUntil(() => robot.isSubscribed(pick.paced), { timeout: 60_000 });
    const rewards = () => robot.received(rewardTopic);
    await sayFirst(robot, said);
    await sayAll(robot, said, pick.paced, (count) =>
      vi.waitUntil(() => rewards().length >= count, { timeout: 60_000, interval: 5 }),
    );
    live.process.kill("SIGINT");
    const { code, out, err } = await live.ended;
    expect([code, err]).toEqual([
      0,
      expect.stringContaining("rewards are served at ws://127.0.0.1:"),
    ]);
    expect(JSON.parse(out)).toMatchObject({
      server: "robot",
      rewards: offline.length,
      successes: 1,
      publishedBack: "cdr",
      missed: {},
    });
    expect(robot.announced).toContainEqual(
      expect.objectContaining({ topic: rewardTopic, type: "spatial_reward/msg/RewardStamped" }),
    );
    expect(difference(rewards().map(decodeReward), offline)).toBeLessThan(1e-6);
  });

  it("is read in the SDK's own messages, and found again when it is back on its port", async () => {
    const lens = { width: 64, height: 48, distortion_model: "", D: [], R: [], P: [] };
    const show = (robot: SdkRobot, sec: number): void => {
      const header = { timestamp: { sec, nsec: 0 }, frame_id: "optical" };
      const time = BigInt(sec) * 1_000_000_000n;
      const calibration = { ...header, ...lens, K: [60, 0, 32, 0, 60, 24, 0, 0, 1] };
      robot.publishTyped("/camera/calibration", "CameraCalibration", time, calibration);
      const picture = { ...header, data: jpeg, format: "jpeg" };
      robot.publishTyped("/camera/image", "CompressedImage", time, picture);
    };
    const data = Buffer.alloc(64 * 48 * 3, 128);
    const grey = { raw: { width: 64, height: 48, channels: 3 } } as const;
    const jpeg = (await sharp(data, grey).jpeg().toBuffer()).toString("base64");

    const first = await startSdkRobot(["json"]);
    onTestFinished(first.stop);
    show(first, 100);
    const { stop } = watch(first.url, {
      task: still.replace("/camera/image_raw", "/camera/image"),
    });
    await vi.waitUntil(() => first.isSubscribed("/camera/image"), { timeout: 20_000 });
    show(first, 101);
    await vi.waitUntil(() => first.received(rewardTopic).length === 1, { timeout: 20_000 });
    const [told = new Uint8Array()] = first.received(rewardTopic);
    expect(JSON.parse(new TextDecoder().decode(told))).toMatchObject({
      valid: true,
      lens_assumed: false,
    });
    await first.stop();

    const again = await startSdkRobot(["json"], Number(new URL(first.url).port));
    onTestFinished(again.stop);
    show(again, 102);
    await vi.waitUntil(() => again.isSubscribed("/camera/image"), { timeout: 30_000 });
    show(again, 103);
    await vi.waitUntil(() => again.received(rewardTopic).length === 1, { timeout: 20_000 });
    expect(await stop()).toMatchObject({ rewards: 2, valid: 2, reconnections: 1 });
  });
});
