import { describe, expect, it } from "vitest";
import { createChannels } from "../../src/foxglove/channels.js";
import type { Channel } from "../../src/foxglove/thread.js";
import { topicSchema } from "../../src/foxglove/topic-schema.js";
import { descriptorSet } from "../messages/foxglove/protobuf.js";

const channel = (topic: string, schemaName: string, more: Partial<Channel> = {}): Channel => ({
  id: topic.length,
  topic,
  schemaName,
  encoding: "cdr",
  schema: "",
  ...more,
});
const image = (topic: string) => channel(topic, "sensor_msgs/msg/Image");
const packed = (topic: string) => channel(topic, "sensor_msgs/msg/CompressedImage");
const info = (topic: string) => channel(topic, "sensor_msgs/msg/CameraInfo");

const made = (...all: readonly Channel[]) => {
  const told: string[] = [];
  const tell = (text: string): void => void told.push(text);
  const channels = createChannels({ debug: tell, info: tell, warn: tell, error: tell });
  channels.add(all.map((each, id) => ({ ...each, id })));
  return { channels, told };
};

describe("a camera among what a server advertises", () => {
  it.each([
    ["raw before compressed", [packed("/c/image/compressed"), image("/c/image")], "/c/image"],
    [
      "compressed, where that alone is there",
      [packed("/c/image/compressed")],
      "/c/image/compressed",
    ],
    ["not there", [image("/d/image")], undefined],
    ["not what is no picture", [info("/c/image")], undefined],
  ] as const)("is %s", (_, all, expected) => {
    expect(made(...all).channels.images("/c/image")[0]?.topic).toBe(expected);
  });

  it.each([
    ["/c/image/compressed", ["/camera_info", "/c/camera_info"], "/c/camera_info"],
    ["/c/image", ["/d/camera_info"], undefined],
    ["/c/image", ["/c/calibration"], "/c/calibration"],
  ] as const)(
    "whose images are at %s has its lens beside them, of %j",
    (topic, infos, expected) => {
      expect(made(...infos.map(info)).channels.lens(topic)?.topic).toBe(expected);
    },
  );

  it("is left out, and told once, where its definition can't be used", () => {
    const broken = channel("/c", "foxglove.RawImage", { encoding: "protobuf", schema: "AAAA" });
    const { channels, told } = made(broken);
    expect(channels.images("/c")).toEqual([]);
    expect(channels.images("/c")).toEqual([]);
    expect(told).toEqual([expect.stringContaining("message.schema: ")]);
  });

  it("is gone with its channel, and with the connection", () => {
    const { channels } = made(image("/a"), image("/b"));
    channels.remove([0]);
    expect(channels.cameras().map(({ topic }) => topic)).toEqual(["/b"]);
    channels.clear();
    expect(channels.cameras()).toEqual([]);
  });
});

describe("a channel's definition", () => {
  it("is bytes where it is no text", () => {
    const schema = Buffer.from(descriptorSet()).toString("base64");
    const { definition } = topicSchema(
      channel("/c", "foxglove.RawImage", { encoding: "protobuf", schema }),
    );
    expect(definition).toEqual(descriptorSet());
  });

  it.each([
    ["cdr", "ros2msg"],
    ["ros1", "ros1msg"],
    ["json", "jsonschema"],
  ])("in %s is taken for %s where an old bridge doesn't say", (encoding, expected) => {
    expect(topicSchema(channel("/c", "a/B", { encoding })).schemaEncoding).toBe(expected);
  });
});
