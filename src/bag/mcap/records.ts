import type { FileHandle } from "node:fs/promises";

/** Opcode (1 byte) and length of the content (8 bytes). */
export const recordHeaderBytes = 9;
const windowBytes = 1 << 16;

/** Where a record lies in its file; `length` is that of its content, after the header of 9 bytes. */
export interface RecordPlace {
  readonly opcode: number;
  readonly offset: number;
  readonly length: number;
}

export const endOf = ({ offset, length }: RecordPlace): number =>
  offset + recordHeaderBytes + length;

/** The records at the top level of an MCAP file, from `offset` on, up to the first that is not whole. */
export async function* recordPlaces(
  handle: FileHandle,
  offset: number,
  size: number,
): AsyncGenerator<RecordPlace, void, void> {
  const window = Buffer.alloc(windowBytes);
  let windowStart = 0;
  let windowEnd = 0;
  for (let at = offset; at + recordHeaderBytes <= size; ) {
    if (at < windowStart || at + recordHeaderBytes > windowEnd) {
      const { bytesRead } = await handle.read(window, 0, windowBytes, at);
      windowStart = at;
      windowEnd = at + bytesRead;
      if (bytesRead < recordHeaderBytes) return;
    }
    const opcode = window.readUInt8(at - windowStart);
    const length = Number(window.readBigUInt64LE(at - windowStart + 1));
    const place = { opcode, offset: at, length };
    // An opcode of 0 is no record: a tail of zeros is what a power cut leaves.
    if (opcode === 0 || endOf(place) > size) return;
    yield place;
    at = endOf(place);
  }
}

export const readRecord = async (handle: FileHandle, place: RecordPlace): Promise<DataView> => {
  const bytes = Buffer.allocUnsafeSlow(recordHeaderBytes + place.length);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, place.offset);
  if (bytesRead !== bytes.length) throw new Error(`the file ends within a record`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};
