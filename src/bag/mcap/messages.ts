import type { McapIndexedReader, McapTypes } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import type { Stamp } from "../../core/index.js";
import type { Chunked, Pass } from "../around-damage.js";
import type { BagMessage, ReadOptions } from "../recording.js";
import type { Segments } from "../segments.js";
import { unpackChunk } from "./chunk.js";
import { type ChunkMessage, messagesInOrder } from "./pass.js";
import { Recycling } from "./recycling.js";

export interface Source {
  readonly readable: Segments;
  readonly reader: McapIndexedReader;
  /** Channels whose messages are handed out. */
  readonly channels: ReadonlySet<number>;
}

/** An index record is 15 bytes, and 16 for each message. */
export const indexedMessages = ({
  messageIndexLength,
  messageIndexOffsets,
}: McapTypes.ChunkIndex): number =>
  (Number(messageIndexLength) - 15 * messageIndexOffsets.size) / 16;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Topics by their channels, of those that are asked for. */
const wantedOf = (
  { reader, channels }: Source,
  topics: ReadOptions["topics"],
): ReadonlyMap<number, string> =>
  new Map(
    [...reader.channelsById.values()]
      .filter(({ id, topic }) => channels.has(id) && (topics?.includes(topic) ?? true))
      .map(({ id, topic }) => [id, topic]),
  );

/** The messages of an indexed file, chunk by chunk. */
export const chunkedMessages = (source: Source, { topics }: ReadOptions = {}): Chunked => {
  const { readable, reader } = source;
  const wanted = wantedOf(source, topics);
  const counts = new Map(
    reader.chunkIndexes.map((chunk) => [chunk.chunkStartOffset, indexedMessages(chunk)]),
  );
  const pass = async (from: Stamp | undefined, damaged: ReadonlySet<bigint>): Promise<Pass> => {
    const recycling = new Recycling(readable, reader.chunkIndexes);
    const decompress = await loadDecompressHandlers();
    const read = async ({ chunkStartOffset, chunkLength }: McapTypes.ChunkIndex) =>
      unpackChunk(viewOf(await recycling.read(chunkStartOffset, chunkLength)), decompress);
    const indexes = reader.chunkIndexes.filter(
      ({ chunkStartOffset, messageEndTime }) =>
        !damaged.has(chunkStartOffset) && (from === undefined || messageEndTime >= from),
    );
    const records = messagesInOrder({ indexes, read }, new Set(wanted.keys()));
    const messages = messagesFrom(from, wanted, recycling, records);
    return { messages, chunk: () => recycling.chunk };
  };
  return { pass, count: (chunk) => counts.get(chunk) ?? 1 };
};

async function* messagesFrom(
  from: Stamp | undefined,
  topics: ReadonlyMap<number, string>,
  recycling: Recycling,
  records: AsyncIterable<ChunkMessage>,
): AsyncGenerator<BagMessage, void, void> {
  for await (const { channelId, logTime, publishTime, data } of records) {
    recycling.now = logTime;
    const topic = topics.get(channelId);
    if (topic !== undefined && (from === undefined || logTime >= from))
      yield { topic, logTime, publishTime, data };
  }
}
