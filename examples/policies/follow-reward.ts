// A learner's side in TypeScript: rewards as they come, and what an episode is worth.
//   npm run build && npx tsc -p examples/policies
//   node dist/examples/policies/follow-reward.js      # beside a running node; Ctrl-C ends it
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { decodeReward, interfaceTypes, openTopics, type RewardSample } from "spatial-reward";

/** Adds up rewards, each discounted as the node says: by the seconds that have passed, not by the number of frames. */
export const createWorth = () => {
  let [episode, worth, discount] = [-1, 0, 1];
  return (sample: RewardSample): number => {
    if (sample.episode !== episode) [episode, worth, discount] = [sample.episode, 0, 1];
    // Nothing is known of an invalid frame; the next valid one is paid against the last valid one.
    if (sample.reward === undefined) return worth;
    worth += discount * sample.reward;
    discount *= sample.discount;
    return worth;
  };
};

const told = (sample: RewardSample, worth: number): string =>
  sample.reward === undefined
    ? `no reward: ${sample.invalidReason}\n`
    : `stage ${sample.stage}, reward ${sample.reward.toFixed(3)}, worth so far ${worth.toFixed(3)}` +
      `${sample.terminated ? ", success" : ""}${sample.truncated ? ", out of time" : ""}\n`;

const follow = async (stop: AbortSignal): Promise<void> => {
  const topics = await openTopics({
    node: "follow_reward",
    env: process.env,
    rosArguments: [],
    report: (text) => void process.stderr.write(`${text}\n`),
  });
  const worthOf = createWorth();
  const qos = { reliability: "reliable", durability: "volatile", depth: 100 } as const;
  topics.subscribe(interfaceTypes.reward, "/spatial_reward/reward", qos, (bytes) => {
    const sample = decodeReward(bytes);
    process.stdout.write(told(sample, worthOf(sample)));
  });
  if (!stop.aborted) await once(stop, "abort");
  await topics.close();
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  await follow(stop.signal);
}
