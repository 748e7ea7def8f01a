import { crc32 } from "node:zlib";
import type { McapTypes } from "@mcap/core";
import { Opcode } from "@mcap/core";
import type { Stamp } from "../../core/index.js";
import { spanOf, type TimeRange } from "../stamps.js";
import { recordHeaderBytes } from "./records.js";

/** Where the messages of one channel lie in a chunk: log time, and offset in the uncompressed chunk. */
export type MessageIndexes = Map<number, [Stamp, bigint][]>;

/** Schemas, channels and messages of a chunk or of a run of records. */
export interface Contents {
  readonly definitions: DataView[];
  readonly indexes: MessageIndexes;
}

export const emptyContents = (): Contents => ({ definitions: [], indexes: new Map() });

/** Takes a note of one record that begins at `offset` of its chunk; `record` includes its header. */
export const noteRecord = (contents: Contents, record: DataView, offset: number): void => {
  const opcode = record.getUint8(0);
  if (opcode === Opcode.SCHEMA || opcode === Opcode.CHANNEL) contents.definitions.push(record);
  if (opcode === Opcode.MESSAGE) noteMessage(contents, record, offset);
};

/** Only the record's header and the first 14 bytes of its content (channel, sequence, log time) are looked at. */
export const noteMessage = ({ indexes }: Contents, record: DataView, offset: number): void => {
  const channel = record.getUint16(recordHeaderBytes, true);
  const logTime = record.getBigUint64(recordHeaderBytes + 6, true);
  const index = indexes.get(channel);
  if (index) index.push([logTime, BigInt(offset)]);
  else indexes.set(channel, [[logTime, BigInt(offset)]]);
};

/** What an uncompressed chunk holds. @throws Error when its records don't fill it exactly */
export const contentsOf = (records: Uint8Array): Contents => {
  const contents = emptyContents();
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  for (let at = 0; at < view.byteLength; ) {
    if (at + recordHeaderBytes > view.byteLength) throw new Error("a chunk ends within a record");
    const end = at + recordHeaderBytes + Number(view.getBigUint64(at + 1, true));
    if (end > view.byteLength) throw new Error("a chunk ends within a record");
    if (view.getUint8(at) === 0) throw new Error("a chunk holds something that is no record");
    noteRecord(contents, new DataView(view.buffer, view.byteOffset + at, end - at), at);
    at = end;
  }
  return contents;
};

/** The uncompressed records of a chunk record (with its header). @throws Error when damaged */
export const unpackChunk = (
  record: DataView,
  decompress: McapTypes.DecompressHandlers,
): Uint8Array => {
  const at = recordHeaderBytes;
  const size = record.getBigUint64(at + 16, true);
  const crc = record.getUint32(at + 24, true);
  const nameLength = record.getUint32(at + 28, true);
  const bytes = new Uint8Array(record.buffer, record.byteOffset, record.byteLength);
  const compression = new TextDecoder().decode(bytes.subarray(at + 32, at + 32 + nameLength));
  const start = at + 32 + nameLength + 8;
  const packed = bytes.subarray(start, start + Number(record.getBigUint64(start - 8, true)));
  const records = compression === "" ? packed : unpack(decompress, compression, packed, size);
  if (records.byteLength !== Number(size)) throw new Error("a chunk is not as long as it says");
  if (crc !== 0 && crc32(records) !== crc) throw new Error("a chunk does not match its checksum");
  return records;
};

const unpack = (
  decompress: McapTypes.DecompressHandlers,
  compression: string,
  packed: Uint8Array,
  size: bigint,
): Uint8Array => {
  const handler = decompress[compression];
  if (!handler) throw new Error(`unsupported compression ${compression}`);
  return handler(packed, size);
};

/** The head of an uncompressed chunk whose records, `length` bytes, follow it. */
export const chunkHead = (start: Stamp, end: Stamp, length: number): Uint8Array => {
  const head = new DataView(new ArrayBuffer(recordHeaderBytes + 40));
  head.setUint8(0, Opcode.CHUNK);
  head.setBigUint64(1, BigInt(40 + length), true);
  head.setBigUint64(9, start, true);
  head.setBigUint64(17, end, true);
  head.setBigUint64(25, BigInt(length), true);
  head.setBigUint64(41, BigInt(length), true); // between them: no checksum, no compression
  return new Uint8Array(head.buffer);
};

export const timeRange = (indexes: MessageIndexes): TimeRange | undefined =>
  spanOf(
    [...indexes.values()].flatMap((index) => index.map(([time]) => ({ start: time, end: time }))),
  );
