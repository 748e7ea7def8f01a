import type { FileHandle } from "node:fs/promises";
import type { IReadable } from "@mcap/core";

/** A run of bytes, in a file or in memory. */
export type Segment =
  | { readonly handle: FileHandle; readonly position: number; readonly length: number }
  | { readonly bytes: Uint8Array };

const lengthOf = (segment: Segment): number =>
  "bytes" in segment ? segment.bytes.byteLength : segment.length;

const fill = async (segment: Segment, from: number, into: Uint8Array): Promise<void> => {
  if ("bytes" in segment) {
    into.set(segment.bytes.subarray(from, from + into.byteLength));
    return;
  }
  for (let done = 0; done < into.byteLength; ) {
    const position = segment.position + from + done;
    const { bytesRead } = await segment.handle.read(into, done, into.byteLength - done, position);
    if (bytesRead === 0) throw new Error(`the file ends at byte ${position}, more was expected`);
    done += bytesRead;
  }
};

/** Segments laid end to end, as one file. Every read has its own memory. */
export class Segments implements IReadable {
  readonly #segments: {
    readonly segment: Segment;
    readonly start: number;
    readonly end: number;
  }[] = [];

  constructor(segments: readonly Segment[]) {
    for (const segment of segments) this.append(segment);
  }

  get length(): number {
    return this.#segments.at(-1)?.end ?? 0;
  }

  /** The offset at which it begins. */
  append(segment: Segment): number {
    const start = this.length;
    this.#segments.push({ segment, start, end: start + lengthOf(segment) });
    return start;
  }

  /** The same with other bytes for the first segment, as many as it has. */
  withStart(bytes: Uint8Array): Segments {
    const [first, ...rest] = this.#segments.map(({ segment }) => segment);
    if (first === undefined || lengthOf(first) !== bytes.length)
      throw new RangeError("other length");
    return new Segments([{ bytes }, ...rest]);
  }

  async size(): Promise<bigint> {
    return BigInt(this.length);
  }

  async read(offset: bigint, size: bigint): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafeSlow(Number(size));
    await this.readInto(bytes, Number(offset));
    return bytes;
  }

  /** Fills `bytes` with what lies at `start`. @throws Error when that is beyond the end */
  async readInto(bytes: Uint8Array, start: number): Promise<void> {
    const end = start + bytes.length;
    if (start < 0 || end > this.length) {
      throw new Error(`bytes ${start}–${end} are beyond the end of the file at ${this.length}`);
    }
    for (let i = this.#at(start); i < this.#segments.length; i++) {
      const part = this.#segments[i];
      if (part === undefined || part.start >= end) break;
      const from = Math.max(start, part.start);
      const to = Math.min(end, part.end);
      await fill(part.segment, from - part.start, bytes.subarray(from - start, to - start));
    }
  }

  /** Index of the segment that holds an offset. */
  #at(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
