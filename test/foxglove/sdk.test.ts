import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { decodeReward } from "../../src/messages/index.js";
import type { RewardSample } from "../../src/reward/index.js";
import { program, start } from "../cli/program.js";
import { difference } from "./difference.js";
import { type Example, onAir, pick, sayAll, sayFirst } from "./on-air.js";
import { hasSdk, startSdkRobot, unlessSdk } from "./sdk-robot.js";

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
    sayFirst(robot, said);
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
});
