import { describe, expect, it } from "vitest";
import { publishTruth, readPoses, type TruthTopics } from "../../src/gazebo/index.js";
import { decodeFacts, encoderFor } from "../../src/messages/index.js";

const poses = encoderFor("tf2_msgs/msg/TFMessage");
const cameraInfo = encoderFor("sensor_msgs/msg/CameraInfo");
const stamp = { sec: 7, nanosec: 5 };

/** ROS as far as this needs it: what was subscribed to by name, and what was sent. */
const fakeTopics = () => {
  const takers = new Map<string, (bytes: Uint8Array) => void>();
  const sent = new Map<string, Uint8Array[]>();
  const topics: TruthTopics = {
    advertise: (_, name) => ({
      publish: (bytes) => void sent.set(name, [...(sent.get(name) ?? []), bytes]),
    }),
    subscribe: (_, name, __, take) => void takers.set(name, take),
  };
  return { topics, takers, sent };
};

describe("the truth on topics", () => {
  it("is told once an image's camera info and poses are there, as facts and as transforms", () => {
    const { topics, takers, sent } = fakeTopics();
    publishTruth(topics, {
      poses: "/poses",
      cameraInfo: "/info",
      camera: "eye",
      gripperFrame: "hand",
      gripper: "robot hand",
    });
    const transforms = ["eye", "hand", "blue_bowl"].map((child, x) => ({
      header: { stamp, frame_id: "world" },
      child_frame_id: child,
      transform: { translation: { x, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
    }));
    takers.get("/info")?.(cameraInfo({ header: { stamp, frame_id: "optical" } }));
    expect(sent.size).toBe(0);
    takers.get("/poses")?.(poses({ transforms }));
    const [facts] = sent.get("/ground_truth/facts") ?? [];
    expect(decodeFacts(facts ?? new Uint8Array())).toMatchObject({
      stamp: 7_000_000_005n,
      frameId: "optical",
      facts: [
        { relation: "distance", subject: "robot hand", object: "blue bowl", metres: 1 },
        { relation: "vertical_distance", metres: 0 },
      ],
    });
    const [tf] = sent.get("/tf") ?? [];
    expect(readPoses(tf ?? new Uint8Array()).map(({ child }) => child)).toEqual([
      "optical",
      "robot_hand",
      "blue_bowl",
    ]);
  });
});
