import { resolve } from "node:path";
import { vi } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { commonTypeName, decoderFor, type TopicSchema } from "../../src/messages/index.js";
import { protobuf, protobufTopic } from "../messages/foxglove/protobuf.js";
import type { RobotServer } from "./robot-server.js";

const root = resolve(import.meta.dirname, "../..");

/** A recording that a robot says again, and the topic of the camera that paces its task. */
export interface Example {
  readonly bag: string;
  readonly task: string;
  readonly paced: string;
}

const exampleOf = (name: string): Example => ({
  bag: resolve(root, `examples/${name}.mcap`),
  task: resolve(root, `examples/${name}.yaml`),
  paced: "/camera/image_raw/compressed",
});

export const pick = exampleOf("pick");
/** With depth, TF of the gripper and a second camera. */
export const rgbd = exampleOf("rgbd");

interface Said {
  readonly topic: string;
  readonly time: bigint;
  readonly bytes: Uint8Array;
}

export interface OnAir {
  readonly topics: readonly TopicSchema[];
  /** In the recording's order. */
  readonly messages: readonly Said[];
}

export const onAir = async ({ bag }: Example): Promise<OnAir> => {
  const reader = await openBag(bag);
  const messages: Said[] = [];
  for await (const { topic, logTime, data } of reader.messages({}))
    messages.push({ topic, time: logTime, bytes: data.slice() });
  await reader.close();
  const topics = reader.topics.map(({ name, ...schema }) => ({ ...schema, topic: name }));
  return { topics, messages };
};

interface Header {
  readonly stamp: { readonly sec: number; readonly nanosec: number };
  readonly frame_id: string;
}

/** As both of them call their fields. */
interface Fields {
  readonly header: Header;
  readonly [field: string]: unknown;
}

const isFields = (message: unknown): message is Fields =>
  typeof message === "object" && message !== null && "header" in message;

/** foxglove's name for ROS's type; others stay what they are. */
const foxgloveTypes: Readonly<Record<string, string>> = {
  "sensor_msgs/CompressedImage": "foxglove.CompressedImage",
  "sensor_msgs/CameraInfo": "foxglove.CameraCalibration",
};

const upper = ["d", "k", "r", "p"];

const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
};

const isWanted = (name: string): boolean =>
  ["format", "data", "width", "height", "distortion_model", ...upper].includes(name);

const fieldsOf = ({ header, ...fields }: Fields, timestamp: unknown) => ({
  timestamp,
  frame_id: header.frame_id,
  ...Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => isWanted(name))
      .map(([name, value]) => [upper.includes(name) ? name.toUpperCase() : name, plain(value)]),
  ),
});

const isoOf = ({ sec, nanosec }: Header["stamp"]): string =>
  `${new Date(1000 * sec).toISOString().slice(0, 19)}.${String(nanosec).padStart(9, "0")}Z`;

/** The same, as a robot without ROS says it: foxglove's own messages, in protobuf or JSON. */
export const withoutRos = ({ topics, messages }: OnAir, encoding: "protobuf" | "json"): OnAir => {
  const read = new Map(topics.map((topic) => [topic.topic, decoderFor(topic)]));
  const named = new Map(
    topics.flatMap(({ topic, type }) => {
      const foxglove = foxgloveTypes[commonTypeName(type)];
      return foxglove === undefined ? [] : [[topic, foxglove] as const];
    }),
  );
  const said = messages.flatMap(({ topic, time, bytes }) => {
    const type = named.get(topic);
    const message = read.get(topic)?.(bytes);
    if (type === undefined || !isFields(message)) return [];
    const { sec, nanosec } = message.header.stamp;
    const json =
      encoding === "json"
        ? JSON.stringify(fieldsOf(message, { sec, nsec: nanosec }))
        : JSON.stringify(fieldsOf(message, isoOf({ sec, nanosec })));
    const sent =
      encoding === "json" ? new TextEncoder().encode(json) : protobuf(type, JSON.parse(json));
    return [{ topic, time, bytes: sent }];
  });
  return {
    topics: [...named].map(([topic, type]) =>
      encoding === "json"
        ? { topic, type, messageEncoding: "json", schemaEncoding: "jsonschema", definition: "{}" }
        : protobufTopic(type, topic),
    ),
    messages: said,
  };
};

const isKnownFirst = ({ topic, type }: TopicSchema): boolean =>
  topic === "/tf_static" || /CameraInfo|CameraCalibration/.test(type);

/** What is known from the start, as of a robot that has been on for a while: where things stand, and the lenses. */
export const sayFirst = async (robot: RobotServer, { topics, messages }: OnAir): Promise<void> => {
  const known = topics.filter(isKnownFirst);
  // What nobody has subscribed to yet is not sent later, but for what is latched.
  const heard = known.filter(({ topic }) => topic !== "/tf_static");
  await vi.waitUntil(() => heard.every(({ topic }) => robot.isSubscribed(topic)), {
    timeout: 20_000,
  });
  for (const { topic } of known) {
    const first = messages.find((message) => message.topic === topic);
    const [{ time = 0n } = {}] = messages;
    if (first) robot.publish(topic, time, first.bytes);
  }
};

/**
 * Frame by frame, each when the one before has its reward, so that none is dropped; what follows an image up to the next
 * one (transforms, depth, other cameras) is said at once, since its frame may wait for it.
 */
export const sayAll = async (
  robot: RobotServer,
  { messages }: OnAir,
  paced: string,
  rewards: (count: number) => Promise<unknown>,
): Promise<void> => {
  let count = 0;
  for (const { topic, time, bytes } of messages) {
    if (topic === paced) await rewards(count++);
    robot.publish(topic, time, bytes);
  }
  await rewards(count);
};
