import type { FileHandle } from "node:fs/promises";
import type { Reason } from "../../core/index.js";
import { damagedChunks } from "../around-damage.js";
import { Segments } from "../segments.js";
import {
  extentFrom,
  fieldsIn,
  longestHeader,
  opcodeOf,
  opcodes,
  type Record1,
  recordBytes,
  recordFrom,
  recordsIn,
  uint32,
  uint64,
} from "./records.js";

export type Decompress = Readonly<Record<string, (bytes: Uint8Array, size: number) => Uint8Array>>;

export interface Mended {
  /** The file's own chunks, each with an index behind it, and an index of them at the end. */
  readonly readable: Segments;
  readonly remarks: readonly Reason[];
}

const magic = Buffer.from("#ROSBAG V2.0\n");
/** The record at a bag's start, padded so that it can be written again. */
const headerBytes = 4096;

/** Times (seconds, nanoseconds) and offsets of a connection's messages in a chunk, as an index record holds them. */
type Index = Map<number, Buffer[]>;

/** One whose header is damaged has no fields, and still says where the next one begins. */
const recordAt = (head: Buffer, start: number): Record1 => {
  try {
    return recordFrom(head, start);
  } catch {
    return { fields: new Map(), ...extentFrom(head, start) };
  }
};

/** The records at the top level of a bag, up to the first that is not whole. */
async function* recordsOf(handle: FileHandle, size: number): AsyncGenerator<Record1, void, void> {
  const read = async (at: number, length: number): Promise<Buffer> => {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  for (let at = magic.length; at + 8 <= size; ) {
    const length = (await read(at, 4)).readUInt32LE(0);
    if (length > longestHeader || at + 8 + length > size) return;
    const record = recordAt(await read(at, 8 + length), at);
    if (record.end > size) return;
    yield record;
    at = record.end;
  }
}

/** @throws Error for a connection that its reader would refuse, and all of the bag with it */
const checkConnection = (described: Buffer): void => {
  const fields = fieldsIn(described);
  if (!fields.has("type") || !fields.has("message_definition"))
    throw new Error("a damaged connection");
};

class Mending {
  readonly #segments = new Segments([]);
  readonly #connections = new Map<number, Buffer>();
  readonly #chunkInfos: Buffer[] = [];
  /** Messages in damaged chunks, as far as their own indexes tell. */
  lost = 0;
  #damaged = false;
  #last: number | undefined;

  constructor(
    readonly handle: FileHandle,
    readonly decompress: Decompress,
  ) {
    this.#segments.append({ bytes: Buffer.alloc(magic.length + headerBytes) });
  }

  async take(record: Record1): Promise<void> {
    const opcode = opcodeOf(record);
    if (opcode === opcodes.index && this.#damaged)
      this.lost += record.fields.get("count")?.readUInt32LE(0) ?? 0;
    // An index follows each chunk: what can't be told after one is a chunk.
    if (opcode === undefined) this.#damaged = this.#last === opcodes.index;
    if (opcode === opcodes.chunk) await this.#takeChunk(record);
    this.#last = opcode;
  }

  async #takeChunk(record: Record1): Promise<void> {
    const index = await this.#indexOf(record);
    this.#damaged = index === undefined;
    if (!index || index.size === 0) return;
    const { start, end } = record;
    const at = this.#segments.append({ handle: this.handle, position: start, length: end - start });
    for (const [connection, entries] of index) {
      const count = uint32(entries.length);
      const fields = { ver: uint32(1), conn: uint32(connection), count };
      this.#segments.append({ bytes: recordBytes(opcodes.index, fields, Buffer.concat(entries)) });
    }
    this.#chunkInfos.push(chunkInfo(at, index));
  }

  /** Undefined when the chunk is damaged. */
  async #indexOf(record: Record1): Promise<Index | undefined> {
    try {
      return this.#indexIn(await this.#unpacked(record));
    } catch {
      return undefined;
    }
  }

  async #unpacked({ fields, data, end }: Record1): Promise<Buffer> {
    const packed = Buffer.allocUnsafeSlow(end - data);
    const { bytesRead } = await this.handle.read(packed, 0, packed.length, data);
    const size = fields.get("size")?.readUInt32LE(0) ?? 0;
    const compression = fields.get("compression")?.toString("latin1") ?? "none";
    const unpack = this.decompress[compression];
    if (compression !== "none" && !unpack)
      throw new Error(`unsupported compression ${compression}`);
    const bytes = unpack ? Buffer.from(unpack(packed, size)) : packed;
    if (bytesRead !== packed.length || bytes.length !== size) throw new Error("a damaged chunk");
    return bytes;
  }

  #indexIn(chunk: Buffer): Index {
    const index: Index = new Map();
    const connections = new Map<number, Buffer>();
    for (const record of recordsIn(chunk)) {
      const connection = record.fields.get("conn")?.readUInt32LE(0) ?? 0;
      if (opcodeOf(record) === opcodes.connection) {
        checkConnection(chunk.subarray(record.data, record.end));
        connections.set(connection, Buffer.from(chunk.subarray(record.start, record.end)));
      }
      const time = record.fields.get("time");
      if (opcodeOf(record) !== opcodes.message || time?.length !== 8) continue;
      const entries = index.get(connection) ?? [];
      entries.push(Buffer.concat([time, uint32(record.start)]));
      index.set(connection, entries);
    }
    for (const [connection, bytes] of connections) this.#connections.set(connection, bytes);
    return index;
  }

  finish(): Segments {
    const tail = this.#segments.append({
      bytes: Buffer.concat([...this.#connections.values(), ...this.#chunkInfos]),
    });
    const fields = {
      index_pos: uint64(tail),
      conn_count: uint32(this.#connections.size),
      chunk_count: uint32(this.#chunkInfos.length),
    };
    const unpadded = recordBytes(opcodes.bagHeader, fields, Buffer.alloc(0)).length;
    const padding = Buffer.alloc(headerBytes - unpadded, " ");
    const head = Buffer.concat([magic, recordBytes(opcodes.bagHeader, fields, padding)]);
    return this.#segments.withStart(head);
  }
}

const chunkInfo = (position: number, index: Index): Buffer => {
  const times = [...index.values()].flat().map((entry) => entry.subarray(0, 8));
  const later = (a: Buffer, b: Buffer): number =>
    a.readUInt32LE(0) - b.readUInt32LE(0) || a.readUInt32LE(4) - b.readUInt32LE(4);
  const end = times.reduce((last, time) => (later(time, last) > 0 ? time : last));
  const start = times.reduce((first, time) => (later(time, first) < 0 ? time : first));
  const counts = [...index].flatMap(([id, { length }]) => [uint32(id), uint32(length)]);
  const count = uint32(index.size);
  const fields = { ver: uint32(1), chunk_pos: uint64(position), start_time: start, end_time: end };
  return recordBytes(opcodes.chunkInfo, { ...fields, count }, Buffer.concat(counts));
};

/**
 * Gives a bag without an index one, in memory, as `rosbag reindex` does: a recorder that crashed leaves none. Chunks
 * that are damaged or not whole are left out. Memory: 12 bytes for each message.
 */
export const mend = async (
  handle: FileHandle,
  size: number,
  decompress: Decompress,
): Promise<Mended> => {
  const mending = new Mending(handle, decompress);
  for await (const record of recordsOf(handle, size)) await mending.take(record);
  const { lost } = mending;
  return {
    readable: mending.finish(),
    remarks: [
      {
        kind: "truncated",
        what: "its recorder crashed before it wrote an index: what followed the last whole chunk is lost",
        count: 1,
      },
      ...(lost > 0 ? [{ kind: "truncated", what: damagedChunks, count: lost } as const] : []),
    ],
  };
};
