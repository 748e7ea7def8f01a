import type { McapTypes } from "@mcap/core";
import { McapRecordBuilder, McapStreamReader } from "@mcap/core";
import type { Segments } from "../segments.js";
import { spanOf } from "../stamps.js";
import { type MessageIndexes, timeRange } from "./chunk.js";
import { endOf, type RecordPlace, recordHeaderBytes } from "./records.js";

/** A record of any kind but a chunk; undefined when it is damaged. */
export const parseRecord = (record: DataView): McapTypes.TypedMcapRecord | undefined => {
  const reader = new McapStreamReader({ noMagicPrefix: true });
  reader.append(new Uint8Array(record.buffer, record.byteOffset, record.byteLength));
  try {
    return reader.nextRecord();
  } catch {
    return undefined;
  }
};

/** A chunk in the segments: where it lies, its messages, and the file's own index records if they can be relied on. */
export interface IndexedChunk {
  readonly offset: number;
  readonly length: number;
  readonly indexes: MessageIndexes;
  readonly own: readonly RecordPlace[];
}

/** The summary section that a file lacks; written behind its bytes, in memory. */
export class Summary {
  readonly #schemas = new Map<number, McapTypes.Schema>();
  readonly #channels = new Map<number, McapTypes.Channel>();
  readonly #chunks: McapTypes.ChunkIndex[] = [];
  readonly #metadata: McapTypes.MetadataIndex[] = [];
  readonly #counts = new Map<number, bigint>();

  constructor(readonly segments: Segments) {}

  /** Takes in a schema or a channel. */
  define(record: DataView): void {
    const parsed = parseRecord(record);
    if (parsed?.type === "Schema") this.#schemas.set(parsed.id, parsed);
    if (parsed?.type === "Channel") this.#channels.set(parsed.id, parsed);
  }

  addMetadata(record: DataView, place: RecordPlace): void {
    const parsed = parseRecord(record);
    if (parsed?.type !== "Metadata") return;
    const length = BigInt(endOf(place) - place.offset);
    this.#metadata.push({ name: parsed.name, offset: BigInt(place.offset), length });
  }

  addChunk({ offset, length, indexes, own }: IndexedChunk): void {
    const range = timeRange(indexes);
    if (!range) return;
    for (const [channel, index] of indexes) {
      this.#counts.set(channel, (this.#counts.get(channel) ?? 0n) + BigInt(index.length));
    }
    this.#chunks.push({
      messageStartTime: range.start,
      messageEndTime: range.end,
      chunkStartOffset: BigInt(offset),
      chunkLength: BigInt(length),
      ...(own.length > 0 ? indexedBy(own, indexes) : this.#writeIndexes(indexes)),
      // What the indexed reader reads in the chunk itself.
      compression: "",
      compressedSize: 0n,
      uncompressedSize: 0n,
    });
  }

  #writeIndexes(indexes: MessageIndexes): IndexPlaces {
    const messageIndexOffsets = new Map<number, bigint>();
    const start = this.segments.length;
    for (const [channelId, records] of indexes) {
      const builder = new McapRecordBuilder();
      builder.writeMessageIndex({ channelId, records });
      const offset = this.segments.append({ bytes: builder.buffer.slice() });
      messageIndexOffsets.set(channelId, BigInt(offset));
    }
    return { messageIndexOffsets, messageIndexLength: BigInt(this.segments.length - start) };
  }

  finish(): void {
    const dataEndBytes = recordHeaderBytes + 4;
    const summaryStart = BigInt(this.segments.length + dataEndBytes);
    const builder = new McapRecordBuilder();
    builder.writeDataEnd({ dataSectionCrc: 0 });
    for (const schema of this.#schemas.values()) builder.writeSchema(schema);
    for (const channel of this.#channels.values()) builder.writeChannel(channel);
    for (const chunk of this.#chunks) builder.writeChunkIndex(chunk);
    for (const metadata of this.#metadata) builder.writeMetadataIndex(metadata);
    builder.writeStatistics(this.#statistics());
    builder.writeFooter({ summaryStart, summaryOffsetStart: 0n, summaryCrc: 0 });
    builder.writeMagic();
    this.segments.append({ bytes: builder.buffer.slice() });
  }

  #statistics(): McapTypes.Statistics {
    const span = spanOf(
      this.#chunks.map(({ messageStartTime, messageEndTime }) => ({
        start: messageStartTime,
        end: messageEndTime,
      })),
    );
    return {
      messageCount: [...this.#counts.values()].reduce((sum, count) => sum + count, 0n),
      schemaCount: this.#schemas.size,
      channelCount: this.#channels.size,
      attachmentCount: 0,
      metadataCount: this.#metadata.length,
      chunkCount: this.#chunks.length,
      messageStartTime: span?.start ?? 0n,
      messageEndTime: span?.end ?? 0n,
      channelMessageCounts: this.#counts,
    };
  }
}

interface IndexPlaces {
  readonly messageIndexOffsets: Map<number, bigint>;
  readonly messageIndexLength: bigint;
}

/** The file's own index records. The indexed reader reads all of them from the earliest offset on. */
const indexedBy = (own: readonly RecordPlace[], indexes: MessageIndexes): IndexPlaces => {
  const first = BigInt(own[0]?.offset ?? 0);
  const length = own.reduce((sum, place) => sum + endOf(place) - place.offset, 0);
  return {
    messageIndexOffsets: new Map([...indexes.keys()].map((channel) => [channel, first])),
    messageIndexLength: BigInt(length),
  };
};
