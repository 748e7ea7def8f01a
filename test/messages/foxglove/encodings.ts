import type { JsonValue } from "@bufbuild/protobuf";
import type { TopicSchema } from "../../../src/messages/topic-readers.js";
import { protobuf, protobufTopic } from "./protobuf.js";
import { rosMessage, rosTopic } from "./ros.js";

export const encodings = ["protobuf", "json", "cdr", "ros1"] as const;
export type Encoding = (typeof encodings)[number];

/** What a foxglove message says; its time in nanoseconds, its bytes as they are. */
export type Content = Readonly<Record<string, unknown>>;

const mapped = (
  content: unknown,
  time: (stamp: bigint) => unknown,
  bytes: (data: Uint8Array) => unknown,
): unknown => {
  if (content instanceof Uint8Array) return bytes(content);
  if (typeof content === "bigint") return time(content);
  if (Array.isArray(content)) return content.map((each) => mapped(each, time, bytes));
  if (typeof content !== "object" || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, mapped(value, time, bytes)]),
  );
};

const seconds = (stamp: bigint): number => Number(stamp / 1_000_000_000n);
const rest = (stamp: bigint): number => Number(stamp % 1_000_000_000n);
const base64 = (data: Uint8Array): string => Buffer.from(data).toString("base64");
const isoTime = (stamp: bigint): string =>
  `${new Date(seconds(stamp) * 1000).toISOString().slice(0, 19)}.${String(rest(stamp)).padStart(9, "0")}Z`;

const lowerCase = (content: Content): Content =>
  Object.fromEntries(Object.entries(content).map(([name, value]) => [name.toLowerCase(), value]));

const bytesOf: Readonly<Record<Encoding, (name: string, content: Content) => Uint8Array>> = {
  protobuf: (name, content) =>
    protobuf(`foxglove.${name}`, mapped(content, isoTime, base64) as JsonValue),
  json: (_, content) => {
    const time = (stamp: bigint) => ({ sec: seconds(stamp), nsec: rest(stamp) });
    return new TextEncoder().encode(JSON.stringify(mapped(content, time, base64)));
  },
  cdr: (name, content) => {
    const time = (stamp: bigint) => ({ sec: seconds(stamp), nanosec: rest(stamp) });
    return rosMessage(name, "cdr", mapped(lowerCase(content), time, (data) => data) as object);
  },
  ros1: (name, content) => {
    const time = (stamp: bigint) => ({ sec: seconds(stamp), nsec: rest(stamp) });
    return rosMessage(name, "ros1", mapped(content, time, (data) => data) as object);
  },
};

/** A topic of a foxglove type in an encoding, and a message of it. */
export const recorded = (
  name: string,
  encoding: Encoding,
  content: Content,
): { readonly schema: TopicSchema; readonly bytes: Uint8Array } => ({
  schema: schemaOf(name, encoding),
  bytes: bytesOf[encoding](name, content),
});

const schemaOf = (name: string, encoding: Encoding): TopicSchema => {
  switch (encoding) {
    case "protobuf":
      return protobufTopic(`foxglove.${name}`);
    case "json":
      return {
        topic: "/topic",
        type: `foxglove.${name}`,
        messageEncoding: "json",
        schemaEncoding: "jsonschema",
        definition: "{}",
      };
    default:
      return rosTopic(name, encoding);
  }
};
