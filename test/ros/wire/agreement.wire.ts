import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBag } from "../../../src/bag/index.js";
import { decodeReward } from "../../../src/messages/index.js";
import type { RewardSample } from "../../../src/reward/index.js";
import {
  advertiseExample,
  exampleMessages,
  pickBag,
  pickTask,
  playFrames,
  rewardOffer,
  rewardTopic,
} from "./example.js";
import { program, startLive } from "./live.js";
import { type Json, startPeer } from "./peer.js";
import { whyNoRos } from "./processes.js";

/** What `label` says of the same recording. */
const labelled = async (): Promise<readonly RewardSample[]> => {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  execFileSync(process.execPath, [program, "label", pickBag, "--task", pickTask, "-o", folder]);
  const reader = await openBag(join(folder, "pick"));
  const samples: RewardSample[] = [];
  for await (const { data } of reader.messages({ topics: ["/spatial_reward/reward"] }))
    samples.push(decodeReward(data));
  await reader.close();
  return samples;
};

const stampOf = ({ header }: Json): bigint => {
  const { stamp } = header as { stamp: { sec: number; nanosec: number } };
  return BigInt(stamp.sec) * 1_000_000_000n + BigInt(stamp.nanosec);
};

describe.skipIf(whyNoRos())("live rewards", () => {
  it("are label's for the same frames, within 1e-6", async () => {
    const offline = await labelled();
    const messages = await exampleMessages();
    startLive({ parameters: { task: pickTask } });
    const peer = await startPeer();
    onTestFinished(peer.stop);
    peer.subscribe(rewardTopic, rewardOffer);
    await advertiseExample(peer, messages);
    // Once for the CameraInfo to be known, then from the reset on.
    const first = messages.findIndex(({ topic }) => topic.endsWith("compressed"));
    await playFrames(peer, messages.slice(0, first + 2));
    await peer.call("/spatial_reward/reset_episode", "spatial_reward/srv/ResetEpisode");
    const before = peer.messages(rewardTopic).length;
    await playFrames(peer, messages);
    const live = peer.messages(rewardTopic).slice(before);

    expect(live.map(stampOf)).toEqual(offline.map(({ stamp }) => stamp));
    expect(live.some(({ success }) => success === true)).toBe(true);
    live.forEach((message, at) => {
      const sample = offline[at];
      expect([message.valid, message.success, message.stage]).toEqual([
        sample?.valid,
        sample?.success,
        sample?.stage,
      ]);
      if (sample?.valid !== true) return;
      for (const name of ["reward", "potential", "progress", "discount"] as const)
        expect(Math.abs(Number(message[name]) - Number(sample[name]))).toBeLessThan(1e-6);
    });
  });
});
