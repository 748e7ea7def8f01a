import {
  type LabelledOptions,
  type NewMessage,
  openBag,
  type WrittenBag,
  writeLabelled,
} from "../../src/bag/index.js";
import type { Said } from "./recordings.js";

export const reward = "/spatial_reward/reward";
export const facts = "/spatial_reward/facts";

export const ourTopics = [
  { name: reward, type: "spatial_reward/msg/RewardStamped", definition: "float64 reward" },
  { name: facts, type: "spatial_reward/msg/SpatialFactArray", definition: "float64[] facts" },
];

/** A reward and a fact at each of these times. */
export const labelsAt = (times: readonly bigint[]): NewMessage[] =>
  times.flatMap((logTime, i) => [
    { topic: reward, logTime, data: Uint8Array.of(0, 1, 0, 0, i % 256) },
    { topic: facts, logTime, data: Uint8Array.of(0, 1, 0, 0, 7, i % 256) },
  ]);

/** Labels every camera message of a recording. */
export const label = async (
  path: string,
  output: string,
  more: Partial<Omit<LabelledOptions, "source" | "output">> = {},
): Promise<WrittenBag> => {
  const source = await openBag(path);
  try {
    const times: bigint[] = [];
    for await (const { logTime } of source.messages({ topics: ["/camera"] })) times.push(logTime);
    return await writeLabelled({
      source,
      output,
      topics: ourTopics,
      messages: labelsAt(times),
      metadata: { model: "nano", seed: "7" },
      ...more,
    });
  } finally {
    await source.close();
  }
};

export const isOurs = ({ topic }: Said): boolean => topic.startsWith("/spatial_reward/");
