import type { TopicSchema } from "../messages/index.js";
import type { Channel } from "./thread.js";

/** What bridges of old left unsaid: how the definition is written that goes with an encoding. */
const usual: Readonly<Record<string, string>> = {
  cdr: "ros2msg",
  ros1: "ros1msg",
  protobuf: "protobuf",
  json: "jsonschema",
};

/** Definitions that are no text are sent as base64. */
const binary: readonly string[] = ["protobuf", "flatbuffer"];

/** A channel as the readers of recordings know a topic. */
export const topicSchema = (channel: Channel): TopicSchema => {
  const { topic, encoding, schemaName, schema } = channel;
  const schemaEncoding = channel.schemaEncoding ?? usual[encoding] ?? "";
  return {
    topic,
    type: schemaName,
    messageEncoding: encoding,
    schemaEncoding,
    definition: binary.includes(schemaEncoding)
      ? new Uint8Array(Buffer.from(schema, "base64"))
      : schema,
  };
};
