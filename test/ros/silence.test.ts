import { expect, it } from "vitest";
import { imageType } from "../../src/ros/camera-topics.js";
import type { Endpoint } from "../../src/ros/port.js";
import { whySilent } from "../../src/ros/silence.js";

const offered = (more: Partial<Endpoint> = {}): Endpoint => ({
  type: imageType,
  node: "/driver",
  reliability: "best_effort",
  durability: "volatile",
  ...more,
});

const image = { topic: "/c/image", type: imageType } as const;
const sensor = { reliability: "best_effort", durability: "volatile" } as const;
const reliable = { reliability: "reliable", durability: "volatile" } as const;
const latched = { reliability: "best_effort", durability: "transient_local" } as const;

it.each([
  ["nobody publishes", sensor, [], "no publisher on /c/image"],
  [
    "something else is published",
    sensor,
    [offered({ type: "sensor_msgs/msg/PointCloud2" })],
    "wrong type on /c/image: images are wanted, sensor_msgs/msg/PointCloud2 is published",
  ],
  [
    "the other image type is published",
    sensor,
    [offered({ type: "sensor_msgs/msg/CompressedImage" })],
    "wrong type on /c/image: subscribed as sensor_msgs/msg/Image, sensor_msgs/msg/CompressedImage is published",
  ],
  [
    "a reliable subscription meets a best-effort publisher",
    reliable,
    [offered()],
    "QoS mismatch on /c/image: this node asks for reliable, but it offers best_effort (/driver); set qos_overrides./c/image.subscription",
  ],
  [
    "a latched one meets a volatile publisher",
    latched,
    [offered()],
    "QoS mismatch on /c/image: this node asks for transient_local, but it offers volatile (/driver); set qos_overrides./c/image.subscription",
  ],
  [
    "the publisher just sends nothing",
    reliable,
    [offered(), offered({ reliability: "reliable" })],
    "/c/image has a publisher (/driver) that sends nothing",
  ],
] as const)("silence is explained when %s", (_, asked, endpoints, reason) => {
  expect(whySilent("/c/image", image, asked, endpoints)).toBe(reason);
});
