import { describe, expect, it, onTestFinished } from "vitest";
import type { SpatialFact } from "../../../src/core/index.js";
import { encodeFacts, encoderFor } from "../../../src/messages/index.js";
import { type Peer, startPeer } from "./peer.js";
import { until, whyNoRos } from "./processes.js";
import { cli, interrupted } from "./programs.js";

const transforms = encoderFor("tf2_msgs/msg/TFMessage");
const cameraInfo = encoderFor("sensor_msgs/msg/CameraInfo");

const stamp = (milliseconds: number) => ({ sec: 100, nanosec: milliseconds * 1_000_000 });

/** As ros_gz_bridge sends a Pose_V of Gazebo's pose publishers. */
const poses = (at: number, gripperX: number): Uint8Array =>
  transforms({
    transforms: [
      ["tabletop", "camera", 0, 0],
      ["tabletop", "gripper", gripperX, 0],
      ["gripper", "gripper/tcp", 0.1, 0],
      ["tabletop", "red_mug", 1, 0.4],
    ].map(([parent, child, x, z]) => ({
      header: { stamp: stamp(at), frame_id: parent },
      child_frame_id: child,
      transform: { translation: { x, y: 0, z }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
    })),
  });

const advertised = async (peer: Peer, topic: string, type: string): Promise<void> => {
  peer.advertise(topic, { type });
  await until(`a subscription of ${topic}`, async () => (await peer.subscribers(topic)) > 0, 30);
};

describe.skipIf(whyNoRos())("truth", () => {
  it("turns a simulation's poses into facts with the image's stamp", async () => {
    const peer = await startPeer();
    onTestFinished(peer.stop);
    peer.subscribe("/ground_truth/facts", { type: "spatial_reward/msg/SpatialFactArray" });
    peer.subscribe("/tf", { type: "tf2_msgs/msg/TFMessage" });
    const truth = cli("truth", "--ros-args", "-r", "__node:=told");
    await advertised(peer, "/ground_truth/poses", "tf2_msgs/msg/TFMessage");
    await advertised(peer, "/camera/camera_info", "sensor_msgs/msg/CameraInfo");
    peer.publish("/ground_truth/poses", poses(0, 0.9));
    peer.publish(
      "/camera/camera_info",
      cameraInfo({ header: { stamp: stamp(10), frame_id: "optical" } }),
    );
    peer.publish("/ground_truth/poses", poses(20, 0.7));
    const [told] = await until("facts", () => {
      const heard = peer.messages("/ground_truth/facts");
      return heard.length > 0 && heard;
    });
    expect(told).toMatchObject({
      header: { stamp: stamp(10), frame_id: "optical" },
      facts: [
        {
          subject: "gripper",
          object: "red mug",
          distance: expect.closeTo(Math.hypot(0.1, 0.4), 6),
        },
        { distance: expect.closeTo(0.4, 6), source: "ground_truth" },
      ],
    });
    await until("transforms", () => peer.messages("/tf").length > 0);
    expect(await interrupted(truth)).toBe(0);
  });
});

const facts = (at: number, metres: number): Uint8Array => {
  const fact: SpatialFact = {
    relation: "distance",
    subject: "gripper",
    object: "red mug",
    source: "ground_truth",
    confidence: 1,
    metres,
  };
  return encodeFacts({ stamp: BigInt(at), frameId: "optical", facts: [fact] });
};

describe.skipIf(whyNoRos())("eval --live", () => {
  it("prints a node's error against the truth", async () => {
    const peer = await startPeer();
    onTestFinished(peer.stop);
    const evaluation = cli("eval", "--live", "--json");
    const type = "spatial_reward/msg/SpatialFactArray";
    await advertised(peer, "/ground_truth/facts", type);
    await advertised(peer, "/spatial_reward/facts", type);
    for (const at of [1, 2, 3]) {
      peer.publish("/ground_truth/facts", facts(at, 0.1 * at));
      peer.publish("/spatial_reward/facts", facts(at, 0.1 * at + 0.02));
    }
    await peer.subscribers("/ground_truth/facts");
    await new Promise((done) => setTimeout(done, 1000));
    expect(await interrupted(evaluation)).toBe(0);
    expect(JSON.parse(evaluation.output())).toMatchObject({
      lengths: [
        {
          length: "distance(gripper, red mug)",
          count: 3,
          mae: expect.closeTo(0.02, 6),
          spearman: expect.closeTo(1),
        },
      ],
    });
  });
});
