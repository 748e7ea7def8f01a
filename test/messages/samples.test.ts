import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type BagReader, openBag, type TopicInfo } from "../../src/bag/index.js";
import {
  decoderFor,
  depthReader,
  frameFromMessage,
  isImageType,
  readCameraInfo,
  shortTypeName,
  wholeDepth,
} from "../../src/messages/index.js";

const samples = "../shared/samples";
const ros1 = { messageEncoding: "ros1", schemaEncoding: "ros1msg" } as const;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const dataOf = (message: unknown): Uint8Array => {
  if (typeof message === "object" && message !== null && "data" in message)
    if (message.data instanceof Uint8Array) return message.data;
  throw new Error("the decoded message has no bytes");
};

const firstMessage = async (
  bag: BagReader,
  { name }: TopicInfo,
  index = 0,
): Promise<Uint8Array> => {
  let at = 0;
  for await (const { data } of bag.messages({ topics: [name] }))
    if (at++ === index) return new Uint8Array(data);
  throw new Error(`${name} has no message ${index}`);
};

const topicNamed = (bag: BagReader, pattern: RegExp, is: (type: string) => boolean): TopicInfo => {
  const topic = bag.topics.find(({ name, type }) => pattern.test(name) && is(type));
  if (topic === undefined) throw new Error(`no topic like ${pattern}`);
  return topic;
};

describe.skipIf(!existsSync(samples))(`real cameras in ${samples} (skipped when absent)`, () => {
  it("a WidowX's JPEG decodes to the pixels that Pillow sees", async () => {
    const bag = await openBag(`${samples}/widowx_real`);
    const topic = topicNamed(bag, /compressed/, isImageType);
    const frame = frameFromMessage({
      topic: topic.name,
      type: topic.type,
      messageEncoding: "cdr",
      bytes: await firstMessage(bag, topic, 10),
    });
    await bag.close();
    expect(frame).toMatchObject({ width: 640, height: 480, frameId: "camera" });
    const { data } = await frame.rgb();
    expect(sha256(data)).toBe("619dc7e00583f60362bddbe359b6ab4fbfe43f58c6ab76dbb5d281cc2bd3b8fa");
  });

  it("a D435's ROS 1 colour, depth and lens agree with the bag's own definitions", async () => {
    const bag = await openBag(`${samples}/ros1/realsense_d435_single_depth_color_640x480.bag`);
    const decoded = async (topic: TopicInfo, bytes: Uint8Array) =>
      decoderFor({ ...ros1, type: topic.type, definition: topic.definition })(bytes);

    const colour = topicNamed(bag, /Color.*image\/data/, isImageType);
    const image = { topic: colour.name, type: colour.type, messageEncoding: "ros1" as const };
    const bytes = await firstMessage(bag, colour);
    const { data } = await frameFromMessage({ ...image, bytes }).rgb();
    const generic = await decoded(colour, bytes);
    expect(generic).toMatchObject({ encoding: "rgb8", width: 640, height: 480 });
    expect(sha256(dataOf(generic))).toBe(sha256(data));

    const depthTopic = topicNamed(bag, /Depth.*image\/data/, isImageType);
    const reader = depthReader({ ...depthTopic, topic: depthTopic.name });
    const metres = wholeDepth(reader.depth(await firstMessage(bag, depthTopic)));
    const known = metres.filter((metre) => !Number.isNaN(metre)).sort();
    expect(known.length / metres.length).toBeGreaterThan(0.5);
    expect(known[Math.floor(known.length / 2)]).toBeGreaterThan(0.1);
    expect(known[Math.floor(known.length / 2)]).toBeLessThan(10);

    const info = topicNamed(
      bag,
      /Color/,
      (type) => shortTypeName(type) === "sensor_msgs/CameraInfo",
    );
    const lens = await firstMessage(bag, info);
    const { intrinsics } = readCameraInfo(lens, "ros1");
    const { fx = 0, cx = 0 } = intrinsics ?? {};
    expect(await decoded(info, lens)).toMatchObject({ K: { 0: fx, 2: cx - 0.5 } });
    expect(fx).toBeGreaterThan(500);
    await bag.close();
  });
});
