import { describe, expect, it } from "vitest";
import type { Json } from "./peer.js";
import { clockMessage, picture } from "./pictures.js";
import { pause, until, whyNoRos } from "./processes.js";
import { camera, newest, plugIn, scene } from "./scene.js";

const second = 1_000_000_000n;

const stampOf = ({ header }: Json): bigint => {
  const { stamp } = header as { stamp: { sec: number; nanosec: number } };
  return BigInt(stamp.sec) * second + BigInt(stamp.nanosec);
};

describe.skipIf(whyNoRos())("simulated time", () => {
  it("gives latencies in its own seconds, best effort or not, and a reset starts an episode", async () => {
    const { peer } = await scene({ parameters: { use_sim_time: true } });
    peer.advertise("/clock", { type: "rosgraph_msgs/msg/Clock", reliability: "best_effort" });
    await plugIn(peer);
    await until("a listener", async () => (await peer.subscribers("/clock")) > 0);
    const show = async (stamp: bigint, clock: bigint) => {
      peer.publish("/clock", clockMessage(clock));
      await pause(0.3);
      peer.publish(camera, picture({ stamp }));
      return until("its row", () => {
        const row = newest(peer);
        return row && stampOf(row) === stamp && row;
      });
    };
    await show(50n * second, 50n * second + second / 4n);
    const row = await show(51n * second, 51n * second + second / 4n);
    expect(row?.episode).toBe(0);
    expect(Number(row?.latency)).toBeCloseTo(0.25, 1);
    const after = await show(second, second + second / 4n);
    expect(after?.episode).toBe(1);
    expect(after?.has_previous).toBe(false);
  });
});
