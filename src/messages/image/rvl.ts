/**
 * Depth compressed by RVL (Wilson, "Fast lossless depth image compression", ISS 2017): runs of zeros and runs of
 * values in turn, each run with its length first; values as differences from the last one. All numbers are of three
 * bits a nibble, the lowest first, the nibble's highest bit saying that more follow; eight nibbles stand in a
 * little-endian word, the first in its highest bits.
 * @returns undefined where the data end early, or runs are longer than the image
 */
export const decodeRvl = (data: Uint8Array, pixels: number): Uint16Array | undefined => {
  const next = numbersIn(data);
  const values = new Uint16Array(pixels);
  for (let at = 0, previous = 0; at < pixels; ) {
    const zeros = next();
    const nonZeros = next();
    if (zeros === undefined || nonZeros === undefined || zeros + nonZeros > pixels - at)
      return undefined;
    // Runs of nothing bring nothing: a stream of them would go on for as long as it is.
    if (zeros + nonZeros === 0) return undefined;
    at += zeros;
    for (const end = at + nonZeros; at < end; at += 1) {
      const folded = next();
      if (folded === undefined) return undefined;
      previous = (previous + ((folded >>> 1) ^ -(folded & 1))) & 0xffff;
      values[at] = previous;
    }
  }
  return values;
};

const mostBits = 30;

/** Undefined at the end, and for a number of more than 30 bits. */
const numbersIn = (data: Uint8Array): (() => number | undefined) => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const nibbles = Math.floor(data.byteLength / 4) * 8;
  let at = 0;
  const nibble = (): number => {
    const word = view.getUint32((at >>> 3) * 4, true);
    const value = (word >>> (28 - (at & 7) * 4)) & 15;
    at += 1;
    return value;
  };
  return () => {
    let value = 0;
    for (let bits = 0; at < nibbles && bits < mostBits; bits += 3) {
      const part = nibble();
      value |= (part & 7) << bits;
      if (part < 8) return value;
    }
    return undefined;
  };
};
