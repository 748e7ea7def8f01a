import type { McapTypes } from "@mcap/core";
import type { Stamp } from "../../core/index.js";
import type { Segments } from "../segments.js";

interface ChunkBuffer {
  bytes: Uint8Array;
  /** Time of the last message in the chunk that it holds. */
  end: Stamp;
}

/**
 * Reads one pass over a file in log-time order, into memory that is used again once its chunk is behind: allocating
 * for every chunk costs more in garbage collection than reading does. Chunks that overlap in time each keep theirs.
 */
export class Recycling implements McapTypes.IReadable {
  /** Log time of the message read last. */
  now: Stamp = -1n;
  /** The chunk that was read last, or whose index was: where it starts. */
  chunk: bigint | undefined;
  readonly #ends: ReadonlyMap<bigint, Stamp>;
  readonly #indexed = new Map<bigint, bigint>();
  #chunks: ChunkBuffer[] = [];
  #other: Uint8Array = new Uint8Array(0);

  constructor(
    readonly segments: Segments,
    chunks: readonly McapTypes.ChunkIndex[],
  ) {
    this.#ends = new Map(chunks.map((chunk) => [chunk.chunkStartOffset, chunk.messageEndTime]));
    for (const { chunkStartOffset, messageIndexOffsets } of chunks)
      for (const offset of messageIndexOffsets.values())
        this.#indexed.set(offset, chunkStartOffset);
  }

  size(): Promise<bigint> {
    return this.segments.size();
  }

  async read(offset: bigint, length: bigint): Promise<Uint8Array> {
    const size = Number(length);
    const end = this.#ends.get(offset);
    this.chunk = end === undefined ? (this.#indexed.get(offset) ?? this.chunk) : offset;
    const memory = end === undefined ? this.#scratch(size) : this.#chunkMemory(size, end);
    const into = memory.subarray(0, size);
    await this.segments.readInto(into, Number(offset));
    return into;
  }

  /** Indexes and such are parsed before anything else is read. */
  #scratch(size: number): Uint8Array {
    if (this.#other.length < size) this.#other = roomFor(size);
    return this.#other;
  }

  #chunkMemory(size: number, end: Stamp): Uint8Array {
    const free = this.#chunks.find((chunk) => chunk.end < this.now);
    if (free === undefined) {
      const bytes = roomFor(size);
      this.#chunks.push({ bytes, end });
      return bytes;
    }
    if (free.bytes.length < size) free.bytes = roomFor(size);
    free.end = end;
    return free.bytes;
  }
}

/** Somewhat more than asked for: chunks are of about the same size. */
const roomFor = (size: number): Uint8Array => Buffer.allocUnsafeSlow(size + (size >> 3));
