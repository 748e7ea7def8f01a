import { CdrWriter } from "@foxglove/cdr";
import type { Stamp, Vec3 } from "../core/index.js";
import { rosTime } from "./ros-time.js";

const utf8 = new TextEncoder();

/** As long as most messages are: it grows by doubling, and copies what it has each time. */
const usualBytes = 2048;

/** Writes the fields of a message one after the other, as little-endian CDR. Unknown numbers become NaN (REP-117). */
export class FieldWriter {
  readonly #cdr = new CdrWriter({ size: usualBytes });

  bool(value: boolean): void {
    this.#cdr.uint8(value ? 1 : 0);
  }

  uint8(value: number): void {
    this.#cdr.uint8(value);
  }

  int32(value: number): void {
    this.#cdr.int32(value);
  }

  uint64(value: bigint): void {
    this.#cdr.uint64(value);
  }

  float32(value: number): void {
    this.#cdr.float32(value);
  }

  uint32(value: number): void {
    this.#cdr.uint32(value);
  }

  float64(value: number | undefined): void {
    this.#cdr.float64(value ?? Number.NaN);
  }

  // Not CdrWriter.string: it counts UTF-16 units where CDR wants UTF-8 bytes, and cuts "tasse à café" short.
  string(value: string): void {
    const bytes = utf8.encode(value);
    this.#cdr.uint32(bytes.length + 1);
    this.#cdr.uint8Array(bytes);
    this.#cdr.uint8(0);
  }

  /** uint8[] */
  octets(bytes: Uint8Array): void {
    this.#cdr.uint32(bytes.length);
    this.#cdr.uint8Array(bytes);
  }

  sequence<T>(items: readonly T[], write: (item: T) => void): void {
    this.#cdr.uint32(items.length);
    for (const item of items) write(item);
  }

  time(stamp: Stamp): void {
    const { sec, nanosec } = rosTime(stamp);
    this.#cdr.int32(sec);
    this.#cdr.uint32(nanosec);
  }

  header(stamp: Stamp, frameId: string): void {
    this.time(stamp);
    this.string(frameId);
  }

  /** geometry_msgs/Point, or the pixel of one. */
  coordinates(point: Vec3 | readonly [number, number] | undefined, count: 2 | 3): void {
    for (let axis = 0; axis < count; axis += 1) this.float64(point?.[axis]);
  }

  get data(): Uint8Array {
    return this.#cdr.data;
  }
}
