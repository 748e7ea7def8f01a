import { SpatialRewardError, type Stamp } from "../core/index.js";
import type { MessageEncoding } from "./message-type.js";
import { stampFromParts } from "./ros-time.js";

const utf8 = new TextDecoder();
const cdrHeaderBytes = 4;
const nanosecondsLimit = 1_000_000_000;

export interface MessageHeader {
  readonly stamp: Stamp;
  readonly frameId: string;
}

/**
 * Reads the fields of a message one after the other, straight from its bytes and without copying them.
 * Never looks beyond them, whatever lengths they claim, so that a message in a pooled buffer can't show its neighbour.
 * Every read throws SpatialRewardError message.malformed where the bytes end.
 */
export class FieldReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #cdr: boolean;
  readonly #littleEndian: boolean;
  #offset: number;

  constructor(
    bytes: Uint8Array,
    encoding: MessageEncoding,
    /** Named in errors. */
    private readonly type: string,
  ) {
    // A Buffer's slice() shares memory where a Uint8Array's copies; only the latter goes on from here.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#cdr = encoding === "cdr";
    this.#littleEndian = this.#cdr ? this.#cdrIsLittleEndian() : true;
    this.#offset = this.#cdr ? cdrHeaderBytes : 0;
  }

  bool(): boolean {
    return this.uint8() !== 0;
  }

  /** The same of a number: undefined where it is missing or NaN. */
  knownSince(): number | undefined {
    return this.#offset < this.bytes.length ? this.known() : undefined;
  }

  /** A message's last field, which versions before this one did not have: false then. */
  boolSince(): boolean {
    return this.#offset < this.bytes.length && this.bool();
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1, 1));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4, 4), this.#littleEndian);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4, 4), this.#littleEndian);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8, 8), this.#littleEndian);
  }

  float64s(count: number): number[] {
    if (count * 8 > this.bytes.length) this.#endsEarly(count * 8);
    return Array.from({ length: count }, () => this.float64());
  }

  /** Passes over so many. */
  skipFloat64s(count: number): void {
    this.#take(count * 8, 8);
  }

  /** NaN on the wire is unknown here. */
  known(): number | undefined {
    const value = this.float64();
    return Number.isNaN(value) ? undefined : value;
  }

  string(): string {
    const bytes = this.octets();
    const end = this.#cdr && bytes.at(-1) === 0 ? bytes.length - 1 : bytes.length;
    return utf8.decode(bytes.subarray(0, end));
  }

  /** uint8[]: a view of the message, not a copy. */
  octets(): Uint8Array {
    const length = this.uint32();
    const start = this.#take(length, 1);
    return this.bytes.subarray(start, start + length);
  }

  sequence<T>(item: () => T): T[] {
    const count = this.uint32();
    if (count > this.bytes.length) this.#endsEarly(count);
    return Array.from({ length: count }, item);
  }

  time(): Stamp {
    // ROS 1 counts seconds unsigned.
    const seconds = this.#cdr ? this.int32() : this.uint32();
    const nanoseconds = this.uint32();
    if (nanoseconds >= nanosecondsLimit)
      throw new SpatialRewardError(
        "message.malformed",
        `${this.type}: the nanoseconds of its stamp must be below ${nanosecondsLimit}; got ${nanoseconds}`,
      );
    return stampFromParts(seconds, nanoseconds);
  }

  header(): MessageHeader {
    if (!this.#cdr) this.uint32(); // seq
    return { stamp: this.time(), frameId: this.string() };
  }

  #cdrIsLittleEndian(): boolean {
    if (this.bytes.length < cdrHeaderBytes) this.#endsEarly(cdrHeaderBytes);
    const kind = this.#view.getUint16(0);
    if (kind > 1)
      throw new SpatialRewardError(
        "message.malformed",
        `${this.type}: CDR encapsulation must be 0 (big endian) or 1 (little endian), as ROS 2 writes it; got ${kind}`,
      );
    return kind === 1;
  }

  #take(length: number, alignment: number): number {
    const start = this.#cdr
      ? cdrHeaderBytes + Math.ceil((this.#offset - cdrHeaderBytes) / alignment) * alignment
      : this.#offset;
    if (start + length > this.bytes.length) this.#endsEarly(start + length);
    this.#offset = start + length;
    return start;
  }

  #endsEarly(needed: number): never {
    throw new SpatialRewardError(
      "message.malformed",
      `${this.type}: ends after ${this.bytes.length} bytes where it needs at least ${needed}`,
    );
  }
}

/** Stamp and frame of any message that begins with a std_msgs/Header. */
export const headerOf = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  type = "message",
): MessageHeader => new FieldReader(bytes, messageEncoding, type).header();
