import { decodeReward } from "../../messages/index.js";
import { plainNode } from "./plain-node.js";

/** What came on ~/reward since it was last asked. */
export interface Heard {
  readonly count: number;
  /** Seconds from stamp to publication, sorted. */
  readonly latencies: readonly number[];
  readonly valid: number;
}

export interface Listener {
  take(): Heard;
  stop(): void;
}

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/** A learner's side: an in-process subscriber to the node's rewards. */
export const listen = async (): Promise<Listener> => {
  const ros = await plainNode("bench_listener");
  let latencies: number[] = [];
  let valid = 0;
  ros.node.subscribe(
    "spatial_reward/msg/RewardStamped",
    "/spatial_reward/reward",
    { reliability: "reliable", durability: "volatile", depth: 100 },
    (bytes) => {
      const sample = decodeReward(bytes);
      latencies.push(sample.latency ?? Number.NaN);
      valid += sample.valid ? 1 : 0;
    },
  );
  return {
    take: () => {
      const heard = { count: latencies.length, valid, latencies: latencies.sort((a, b) => a - b) };
      [latencies, valid] = [[], 0];
      return heard;
    },
    stop: ros.stop,
  };
};
