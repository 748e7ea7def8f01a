import { writeFileSync } from "node:fs";
import zstd from "@foxglove/wasm-zstd";
import { McapWriter, type McapWriterOptions } from "@mcap/core";
import type { BagMessage, BagReader } from "../../src/bag/index.js";

/** A message as tests compare them: with its own copy of the data. */
export interface Said {
  readonly topic: string;
  readonly logTime: bigint;
  readonly data: string;
}

export const said = ({ topic, logTime, data }: BagMessage): Said => ({
  topic,
  logTime,
  data: Buffer.from(data).toString("hex"),
});

export const allOf = async (bag: BagReader, topics?: readonly string[]): Promise<Said[]> => {
  const all: Said[] = [];
  for await (const message of bag.messages(topics ? { topics } : {})) all.push(said(message));
  return all;
};

export interface Message {
  readonly topic: string;
  readonly logTime: bigint;
  readonly data: Uint8Array;
}

export const start = 1_700_000_000_000_000_000n;

/** `count` messages 10 ms apart, in turn on /camera (1000 bytes) and /joints (40 bytes), each with bytes of its own. */
export const conversation = (count: number, from = start): Message[] =>
  Array.from({ length: count }, (_, i) => ({
    topic: i % 2 === 0 ? "/camera" : "/joints",
    logTime: from + BigInt(i) * 10_000_000n,
    data: new Uint8Array(i % 2 === 0 ? 1000 : 40).map(
      (_, at) => (at < 4 ? [0, 1, 0, 0][at] : i + at) ?? 0,
    ),
  }));

export const types: Readonly<Record<string, string>> = {
  "/camera": "sensor_msgs/msg/Image",
  "/joints": "sensor_msgs/msg/JointState",
};

export const definitionOf = (topic: string): string => `uint8[] bytes # of ${topic}`;

export const inHex = (messages: readonly Message[]): Said[] =>
  messages.map(({ topic, logTime, data }) => ({
    topic,
    logTime,
    data: Buffer.from(data).toString("hex"),
  }));

type Codec = NonNullable<McapWriterOptions["compressChunk"]>;

/** An LZ4 frame whose one block is stored as it is (the format's own way to hold what doesn't shrink). */
const lz4Frame = (bytes: Uint8Array): Uint8Array => {
  const frame = Buffer.alloc(bytes.length + 15);
  frame.set([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]);
  frame.writeUInt32LE((bytes.length | 0x80000000) >>> 0, 7);
  frame.set(bytes, 11);
  return frame;
};

export const codecs = {
  none: (bytes) => ({ compression: "", compressedData: bytes }),
  zstd: (bytes) => ({ compression: "zstd", compressedData: zstd.compress(bytes, 1) }),
  lz4: (bytes) => ({ compression: "lz4", compressedData: lz4Frame(bytes) }),
} as const satisfies Record<string, Codec>;

export interface McapOptions extends Omit<McapWriterOptions, "writable"> {
  readonly schemaEncoding?: string;
  /** `ros2` when absent. */
  readonly profile?: string;
  readonly metadata?: ReadonlyMap<string, Map<string, string>>;
}

/** The bytes of an MCAP file, written by the reference library and not by the code under test. */
export const mcapBytes = async (
  messages: readonly Message[],
  {
    schemaEncoding = "ros2msg",
    profile = "ros2",
    metadata = new Map(),
    ...options
  }: McapOptions = {},
): Promise<Uint8Array> => {
  await zstd.isLoaded;
  const blocks: Uint8Array[] = [];
  let position = 0n;
  const writable = {
    position: () => position,
    write: async (bytes: Uint8Array) => {
      blocks.push(bytes.slice());
      position += BigInt(bytes.length);
    },
  };
  const writer = new McapWriter({ writable, chunkSize: 4096, ...options });
  await writer.start({ profile, library: "test" });
  const channels = new Map<string, number>();
  for (const topic of new Set(messages.map((message) => message.topic))) {
    const data = new TextEncoder().encode(definitionOf(topic));
    const name = types[topic] ?? "std_msgs/msg/String";
    const schemaId = await writer.registerSchema({ name, encoding: schemaEncoding, data });
    const qos = new Map([["offered_qos_profiles", ""]]);
    const channel = { topic, schemaId, messageEncoding: "cdr", metadata: qos };
    channels.set(topic, await writer.registerChannel(channel));
  }
  for (const [name, record] of metadata) await writer.addMetadata({ name, metadata: record });
  for (const { topic, logTime, data } of messages) {
    const channelId = channels.get(topic) ?? 0;
    await writer.addMessage({ channelId, sequence: 0, logTime, publishTime: logTime - 1n, data });
  }
  await writer.end();
  return Buffer.concat(blocks);
};

export const writeMcapFile = async (
  path: string,
  messages: readonly Message[],
  options?: McapOptions,
): Promise<string> => {
  writeFileSync(path, await mcapBytes(messages, options));
  return path;
};
