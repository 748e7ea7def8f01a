import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBag } from "../../../src/bag/index.js";
import { decodeReward } from "../../../src/messages/index.js";
import type { RewardSample } from "../../../src/reward/index.js";
import { withSecondCamera } from "./beside.js";
import {
  advertiseExample,
  type Example,
  exampleMessages,
  pick,
  playFrames,
  rewardOffer,
  rewardTopic,
  rgbd,
} from "./example.js";
import { program, startLive } from "./live.js";
import { type Json, type Peer, startPeer } from "./peer.js";
import { whyNoRos } from "./processes.js";

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** What `label` says of the same recording. */
const labelled = async ({ bag, task }: Example): Promise<readonly RewardSample[]> => {
  const folder = temporary();
  execFileSync(process.execPath, [program, "label", bag, "--task", task, "-o", folder]);
  const reader = await openBag(join(folder, basename(bag, ".mcap")));
  const samples: RewardSample[] = [];
  for await (const { data } of reader.messages({ topics: ["/spatial_reward/reward"] }))
    samples.push(decodeReward(data));
  await reader.close();
  return samples;
};

/** What the node says of them. */
const lived = async (example: Example, peer: Peer): Promise<readonly Json[]> => {
  const said = await exampleMessages(example);
  await advertiseExample(peer, said);
  // Once for the CameraInfo to be known; then a session that knows nothing else yet.
  const first = said.messages.findIndex(({ topic }) => topic === example.paced);
  await playFrames(peer, said, said.messages.slice(0, first + 2));
  await peer.call("/spatial_reward/set_task", "spatial_reward/srv/SetTask", { task: example.task });
  await peer.call("/spatial_reward/reset_episode", "spatial_reward/srv/ResetEpisode");
  const before = peer.messages(rewardTopic).length;
  await playFrames(peer, said, said.messages);
  return peer.messages(rewardTopic).slice(before);
};

const stampOf = ({ header }: Json): bigint => {
  const { stamp } = header as { stamp: { sec: number; nanosec: number } };
  return BigInt(stamp.sec) * 1_000_000_000n + BigInt(stamp.nanosec);
};

interface Told {
  readonly raw: number;
  readonly filtered: number;
  readonly stddev: number;
}

/** Largest difference of what two rewards say, NaN where one of them says nothing. */
const difference = (message: Json, sample: RewardSample): number => {
  const own = ["reward", "potential", "progress", "discount"] as const;
  const distances = message.distances as readonly Told[];
  return Math.max(
    ...own.map((name) => Math.abs(Number(message[name]) - Number(sample[name]))),
    ...sample.distances.flatMap((told, at) =>
      (["raw", "filtered", "stddev"] as const).map((name) =>
        told[name] === undefined ? 0 : Math.abs(Number(distances[at]?.[name]) - told[name]),
      ),
    ),
  );
};

describe.skipIf(whyNoRos())("live rewards are label's for the same frames, within 1e-6", () => {
  it.each([
    ["of one camera", async () => pick],
    ["with depth and the gripper in TF", async () => rgbd],
    ["of two cameras", () => withSecondCamera(temporary())],
  ] as const)("%s", async (_, exampleOf) => {
    const example = await exampleOf();
    const offline = await labelled(example);
    startLive({ parameters: { task: example.task } });
    const peer = await startPeer();
    onTestFinished(peer.stop);
    peer.subscribe(rewardTopic, rewardOffer);
    const live = await lived(example, peer);

    expect(live.map(stampOf)).toEqual(offline.map(({ stamp }) => stamp));
    expect(live.some(({ success }) => success === true)).toBe(true);
    live.forEach((message, at) => {
      const sample = offline[at];
      expect([message.valid, message.success, message.stage]).toEqual([
        sample?.valid,
        sample?.success,
        sample?.stage,
      ]);
      if (sample?.valid === true) expect(difference(message, sample)).toBeLessThan(1e-6);
    });
  });
});
