import { McapIndexedReader, type McapTypes } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import type { Chunked, Pass } from "../around-damage.js";
import type { BagMessage, ReadOptions } from "../recording.js";
import type { Segments } from "../segments.js";
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

/** The messages of an indexed file, chunk by chunk. */
export const chunkedMessages = (source: Source, { topics }: ReadOptions = {}): Chunked => {
  const { readable, reader } = source;
  const counts = new Map(
    reader.chunkIndexes.map((chunk) => [chunk.chunkStartOffset, indexedMessages(chunk)]),
  );
  const pass = async (from: bigint | undefined, damaged: ReadonlySet<bigint>): Promise<Pass> => {
    const recycling = new Recycling(readable, reader.chunkIndexes);
    const decompressHandlers = await loadDecompressHandlers();
    const indexed = await McapIndexedReader.Initialize({ readable: recycling, decompressHandlers });
    for (const { chunkStartOffset, messageIndexOffsets } of indexed.chunkIndexes)
      if (damaged.has(chunkStartOffset)) messageIndexOffsets.clear(); // nothing is looked for in it
    const args = {
      ...(topics ? { topics } : {}),
      ...(from === undefined ? {} : { startTime: from }),
    };
    const messages = messagesOf(source, recycling, indexed.readMessages(args));
    return { messages, chunk: () => recycling.chunk };
  };
  return { pass, count: (chunk) => counts.get(chunk) ?? 1 };
};

async function* messagesOf(
  { reader, channels }: Source,
  recycling: Recycling,
  records: AsyncIterable<McapTypes.TypedMcapRecords["Message"]>,
): AsyncGenerator<BagMessage, void, void> {
  for await (const { channelId, logTime, publishTime, data } of records) {
    recycling.now = logTime;
    const topic = reader.channelsById.get(channelId)?.topic;
    if (topic !== undefined && channels.has(channelId)) yield { topic, logTime, publishTime, data };
  }
}
