import type { McapIndexedReader, McapTypes } from "@mcap/core";
import type { Reason } from "../../core/index.js";
import type { TopicInfo } from "../recording.js";
import { ofOneKind } from "../topic-kinds.js";

/** Encodings of definitions that are text; others are bytes. */
const textSchemas: readonly string[] = [
  "",
  "ros1msg",
  "ros2msg",
  "ros2idl",
  "omgidl",
  "jsonschema",
];

const definitionOf = (schema: McapTypes.Schema | undefined): string | Uint8Array => {
  if (schema === undefined) return "";
  return textSchemas.includes(schema.encoding)
    ? new TextDecoder().decode(schema.data)
    : schema.data;
};

const topicOf = (
  channel: McapTypes.Channel,
  schema: McapTypes.Schema | undefined,
  count: number,
): TopicInfo => {
  const offeredQos = channel.metadata.get("offered_qos_profiles");
  const typeHash = channel.metadata.get("topic_type_hash");
  return {
    name: channel.topic,
    type: schema?.name ?? "",
    messageEncoding: channel.messageEncoding,
    schemaEncoding: schema?.encoding ?? "",
    definition: definitionOf(schema),
    count,
    ...(offeredQos === undefined ? {} : { offeredQos }),
    ...(typeHash ? { typeHash } : {}),
  };
};

/** The topics of a file, the channels whose messages they are, and what is left out. */
export const topicsOf = ({
  channelsById,
  schemasById,
  statistics,
}: McapIndexedReader): {
  readonly topics: readonly TopicInfo[];
  readonly channels: ReadonlySet<number>;
  readonly remarks: readonly Reason[];
} => {
  const channels = [...channelsById.values()].map((channel) => {
    const count = Number(statistics?.channelMessageCounts.get(channel.id) ?? 0n);
    return { id: channel.id, topic: topicOf(channel, schemasById.get(channel.schemaId), count) };
  });
  const { topics, ids, remarks } = ofOneKind(channels);
  return { topics, channels: ids, remarks };
};
