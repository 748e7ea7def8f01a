import { type FileHandle, open, readFile } from "node:fs/promises";
import crc32c from "crc-32/crc32c.js";

/** As TensorFlow masks them: a checksum of bytes that hold checksums tells little. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c.buf(bytes) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

const checksum = (bytes: Uint8Array): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(masked(bytes));
  return four;
};

/** Before and after a record's bytes: its length and the checksums of both. */
const overhead = 16;

const framed = (record: Uint8Array): readonly Uint8Array[] => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(record.length));
  return [length, checksum(length), record, checksum(record)];
};

const five = (count: number): string => String(count).padStart(5, "0");

/** As TFDS calls the files of a split. */
export const shardName = (split: string, index: number, count: number): string =>
  `${split}.tfrecord-${five(index)}-of-${five(count)}`;

/** One file of records, and what its data set has to tell of it. */
export interface Shard {
  readonly path: string;
  readonly records: number;
  /** Of the records alone. */
  readonly bytes: number;
}

/** Writes records one after the other, into a new file when one has grown large enough. */
export class ShardWriter {
  readonly #pathOf: (index: number) => string;
  readonly #largest: number;
  readonly #shards: Shard[] = [];
  #file: FileHandle | undefined;

  constructor(pathOf: (index: number) => string, largest: number) {
    this.#pathOf = pathOf;
    this.#largest = largest;
  }

  async add(record: Uint8Array): Promise<void> {
    const file = this.#file ?? (await this.#begin());
    // All of each: `writev` may write a part, as on a disk that is full.
    for (const part of framed(record)) await file.writeFile(part);
    const { path, records, bytes } = this.#shards.pop() ?? { path: "", records: 0, bytes: 0 };
    const shard = { path, records: records + 1, bytes: bytes + record.length };
    this.#shards.push(shard);
    if (shard.bytes >= this.#largest) await this.close();
  }

  async #begin(): Promise<FileHandle> {
    const path = this.#pathOf(this.#shards.length);
    this.#file = await open(path, "wx");
    this.#shards.push({ path, records: 0, bytes: 0 });
    return this.#file;
  }

  /** What was written; also after a failure. */
  async close(): Promise<readonly Shard[]> {
    await this.#file?.close();
    this.#file = undefined;
    return this.#shards;
  }
}

/** The records of a file; what is wrong with it as a text. */
export const recordsIn = async (path: string): Promise<readonly Uint8Array[] | string> => {
  const bytes = await readFile(path);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const what = `record ${records.length}`;
    if (at + overhead > bytes.length) return `${what}: is cut off`;
    const length = bytes.subarray(at, at + 8);
    const end = at + overhead + Number(length.readBigUInt64LE());
    if (bytes.readUInt32LE(at + 8) !== masked(length)) return `${what}: its length is damaged`;
    if (end > bytes.length) return `${what}: is cut off`;
    const record = bytes.subarray(at + 12, end - 4);
    if (bytes.readUInt32LE(end - 4) !== masked(record)) return `${what}: is damaged`;
    records.push(record);
    at = end;
  }
  return records;
};
