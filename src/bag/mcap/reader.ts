import { type FileHandle, open } from "node:fs/promises";
import type { McapTypes } from "@mcap/core";
import { McapIndexedReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import { SpatialRewardError } from "../../core/index.js";
import { reading, unreadable } from "../faults.js";
import type { BagMessage, BagPart, ReadOptions, TopicInfo } from "../recording.js";
import { spanOf, type TimeRange } from "../stamps.js";
import { mend } from "./mend.js";
import { Recycling } from "./recycling.js";
import { Segments } from "./segments.js";

interface Opened {
  readonly readable: Segments;
  readonly reader: McapIndexedReader;
  readonly truncated: boolean;
  /** The file itself has a whole index. */
  readonly indexed: boolean;
}

/** One MCAP file; without a whole index it is given one. @throws SpatialRewardError bag.unreadable */
export const openMcap = async (path: string, shownAs = path): Promise<BagPart> => {
  const handle = await reading(shownAs, () => open(path, "r"));
  try {
    const opened = await reading(shownAs, () => openReader(handle));
    return await reading(shownAs, () => partOf(opened, handle, path, shownAs));
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
};

const openReader = async (handle: FileHandle): Promise<Opened> => {
  const decompressHandlers = await loadDecompressHandlers();
  const { size } = await handle.stat();
  const readable = new Segments([{ handle, position: 0, length: size }]);
  const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers }).catch(
    () => undefined, // no index, or a damaged one: the file is then read from its start
  );
  if (reader && hasWholeIndex(reader)) {
    return { readable, reader, truncated: false, indexed: true };
  }
  const mended = await mend(handle, decompressHandlers);
  const again = await McapIndexedReader.Initialize({
    readable: mended.readable,
    decompressHandlers,
  });
  return { ...mended, reader: again, indexed: false };
};

/** Every message is indexed (an index record is 15 bytes, and 16 for each message) and every channel is known. */
const hasWholeIndex = ({
  statistics,
  chunkIndexes,
  channelsById,
  schemasById,
}: McapIndexedReader): boolean => {
  const indexed = chunkIndexes.reduce(
    (sum, chunk) =>
      sum + (Number(chunk.messageIndexLength) - 15 * chunk.messageIndexOffsets.size) / 16,
    0,
  );
  const channels = chunkIndexes.flatMap(({ messageIndexOffsets }) => [
    ...messageIndexOffsets.keys(),
  ]);
  const known = (id: number): boolean => {
    const schema = channelsById.get(id)?.schemaId;
    return schema !== undefined && (schema === 0 || schemasById.has(schema));
  };
  return statistics?.messageCount === BigInt(Math.round(indexed)) && channels.every(known);
};

const partOf = async (
  { readable, reader, truncated, indexed }: Opened,
  handle: FileHandle,
  path: string,
  shownAs: string,
): Promise<BagPart> => {
  return {
    path: shownAs,
    format: "mcap",
    truncated,
    topics: topicsOf(reader),
    count: Number(reader.statistics?.messageCount ?? 0n),
    ...spanOfChunks(reader),
    metadata: await metadataOf(reader),
    ...(indexed ? { whole: path } : {}),
    messages: (options) => messagesOf({ readable, reader }, shownAs, options),
    close: () => handle.close(),
  };
};

const spanOfChunks = ({ chunkIndexes }: McapIndexedReader): TimeRange | undefined =>
  spanOf(
    chunkIndexes
      .filter(({ messageIndexLength }) => messageIndexLength > 0n)
      .map(({ messageStartTime, messageEndTime }) => ({
        start: messageStartTime,
        end: messageEndTime,
      })),
  );

/** Channels of the same topic (several publishers) are one topic; its definition is the first one's. */
const topicsOf = ({ channelsById, schemasById, statistics }: McapIndexedReader): TopicInfo[] => {
  const topics = new Map<string, TopicInfo>();
  for (const channel of channelsById.values()) {
    const count = Number(statistics?.channelMessageCounts.get(channel.id) ?? 0n);
    const known = topics.get(channel.topic);
    topics.set(
      channel.topic,
      known
        ? { ...known, count: (known.count ?? 0) + count }
        : topicOf(channel, schemasById.get(channel.schemaId), count),
    );
  }
  return [...topics.values()];
};

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

const metadataOf = async (reader: McapIndexedReader): Promise<Map<string, Map<string, string>>> => {
  const records = new Map<string, Map<string, string>>();
  for await (const { name, metadata } of reader.readMetadata()) records.set(name, metadata);
  return records;
};

async function* messagesOf(
  { readable, reader }: Pick<Opened, "readable" | "reader">,
  path: string,
  { topics }: ReadOptions = {},
): AsyncGenerator<BagMessage, void, void> {
  const args = topics ? { topics } : {};
  const recycling = new Recycling(readable, reader.chunkIndexes);
  try {
    const decompressHandlers = await loadDecompressHandlers();
    const pass = await McapIndexedReader.Initialize({ readable: recycling, decompressHandlers });
    for await (const message of pass.readMessages(args)) {
      const topic = reader.channelsById.get(message.channelId)?.topic;
      if (topic === undefined) {
        throw new SpatialRewardError(
          "bag.unreadable",
          `${path}: a message belongs to channel ${message.channelId}, which is not in the file`,
        );
      }
      const { logTime, publishTime, data } = message;
      recycling.now = logTime;
      yield { topic, logTime, publishTime, data };
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}
