import { describe, expect, it, onTestFinished } from "vitest";
import { createSurvival, openRos, sensorQos } from "../../../src/ros/index.js";
import { startPeer } from "./peer.js";
import { emptyMessage } from "./pictures.js";
import { until, whyNoRos } from "./processes.js";

const fail = (): never => {
  throw new Error("a defect");
};

describe.skipIf(whyNoRos())("what a callback throws", () => {
  it("ends no node: of a subscription, of a service, of a parameter", async () => {
    const told: string[] = [];
    const survival = createSurvival((text) => told.push(text));
    const { node, stop } = await openRos({
      name: "throwing",
      argv: [],
      env: process.env,
      survival,
    });
    onTestFinished(stop);
    node.subscribe("std_msgs/msg/Empty", "/throwing/topic", sensorQos, fail);
    node.serve("spatial_reward/srv/ResetEpisode", "/throwing/now", {
      answer: fail,
      failed: (message) => ({ error_code: 999, error_msg: message }),
    });
    node.serve("spatial_reward/srv/ResetEpisode", "/throwing/later", {
      answer: async () => fail(),
      failed: (message) => ({ error_code: 999, error_msg: message }),
    });
    node.onParameters(fail);

    const peer = await startPeer();
    onTestFinished(peer.stop);
    peer.advertise("/throwing/topic", { type: "std_msgs/msg/Empty", reliability: "best_effort" });
    await until("a throw", () => {
      peer.publish("/throwing/topic", emptyMessage());
      return told.includes("a callback: a defect");
    });
    const answer = { error_code: 999, error_msg: "a defect" };
    for (const service of ["/throwing/now", "/throwing/later"])
      expect(await peer.call(service, "spatial_reward/srv/ResetEpisode")).toEqual(answer);
    const { results } = await peer.call(
      "/throwing/set_parameters",
      "rcl_interfaces/srv/SetParameters",
      {
        parameters: [{ name: "use_sim_time", value: { type: 1, bool_value: false } }],
      },
    );
    expect(results).toEqual([{ successful: false, reason: "the node could not check it" }]);
    expect(survival.count()).toBeGreaterThan(1);
  });
});
