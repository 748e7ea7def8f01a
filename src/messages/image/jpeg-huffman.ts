/** By the next 16 bits: how many of them are the code (times 256) and its symbol; 0 where no code begins so. */
type Lookup = Uint16Array;

/** Huffman tables by class (DC 0, AC 1) times 16 plus their number, as a DHT segment names them. */
export type HuffmanTables = Map<number, Lookup>;

const lengths = 16;

/** Adds the tables of a DHT segment's payload; one that ends early is left out. */
export const addHuffmanTables = (tables: HuffmanTables, payload: Uint8Array): void => {
  for (let at = 0; at + 1 + lengths <= payload.length; ) {
    const counts = payload.subarray(at + 1, at + 1 + lengths);
    const symbols = counts.reduce((sum, count) => sum + count, 0);
    const first = at + 1 + lengths;
    if (first + symbols > payload.length) return;
    tables.set(payload[at] ?? 0, lookupOf(counts, payload.subarray(first, first + symbols)));
    at = first + symbols;
  }
};

/** Codes of a length follow each other, and go on with a 0 appended in the next. */
const lookupOf = (counts: Uint8Array, symbols: Uint8Array): Lookup => {
  const lookup = new Uint16Array(1 << 16);
  let [next, symbol] = [0, 0];
  counts.forEach((count, index) => {
    const span = 1 << (15 - index);
    for (let code = 0; code < count; code += 1, next += span)
      lookup.fill(((index + 1) << 8) | (symbols[symbol++] ?? 0), next, next + span);
  });
  return lookup;
};

/** Reads past the coefficients of blocks, to see whether they are all there. */
export class BlockWalker {
  #bit = 0;

  /** Without the zeros that are stuffed after each 0xff. */
  constructor(private readonly data: Uint8Array) {}

  /** Begun bytes count. */
  get bytesRead(): number {
    return (this.#bit + 7) >>> 3;
  }

  /** False where the data end, or hold no code. */
  skipBlock(dc: Lookup, ac: Lookup): boolean {
    const bits = this.#symbol(dc);
    if (bits < 0) return false;
    this.#bit += bits;
    for (let coefficient = 1; coefficient < 64; ) {
      const symbol = this.#symbol(ac);
      if (symbol < 0) return false;
      if (symbol === 0) break;
      coefficient += (symbol >> 4) + 1;
      this.#bit += symbol & 15;
      if (coefficient > 64) return false;
    }
    return this.#bit <= this.data.length * 8;
  }

  #symbol(lookup: Lookup): number {
    const at = this.#bit >>> 3;
    const { data } = this;
    const next24 = ((data[at] ?? 255) << 16) | ((data[at + 1] ?? 255) << 8) | (data[at + 2] ?? 255);
    const next16 = (next24 >>> (8 - (this.#bit & 7))) & 0xffff;
    const entry = lookup[next16] ?? 0;
    this.#bit += entry >> 8;
    return entry === 0 || this.#bit > this.data.length * 8 ? -1 : entry & 255;
  }
}
