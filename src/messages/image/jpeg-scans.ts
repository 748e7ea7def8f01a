import type { JpegFrame } from "./jpeg-frame.js";

const coefficients = 64;
/** Bits of a coefficient that are still to come, before any scan brought it: all of them. */
const nothing = 255;

/**
 * Notes what the scans of a JPEG bring. One that was cut between two scans decodes without a complaint, to less than
 * it showed.
 */
export class ScanCoverage {
  readonly #lacking: ReadonlyMap<number, Uint8Array>;

  constructor(private readonly frame: JpegFrame) {
    this.#lacking = new Map(
      frame.components.map(({ id }) => [id, new Uint8Array(coefficients).fill(nothing)]),
    );
  }

  /** SOS: count, two bytes a component, first and last coefficient, and the bits that it leaves to later scans. */
  add(header: Uint8Array): void {
    const count = header[0] ?? 0;
    const [first = 0, last = 0, approximation = 0] = header.subarray(1 + 2 * count);
    for (let component = 0; component < count; component += 1) {
      const bits = this.#lacking.get(header[1 + 2 * component] ?? nothing);
      if (this.frame.sequential) bits?.fill(0);
      else bits?.fill(approximation & 15, first, last + 1);
    }
  }

  /** Whether every component has every coefficient to its last bit. */
  get complete(): boolean {
    return [...this.#lacking.values()].every((bits) => bits.every((bit) => bit === 0));
  }
}
