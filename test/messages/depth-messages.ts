import { deflateSync } from "node:zlib";
import { type DepthPicture, depthReader, wholeDepth } from "../../src/messages/index.js";
import { compressedMessage, type imageMessage, type Layout } from "./image-messages.js";

type Message = ReturnType<typeof imageMessage>;

/** A message as its topic's reader has it. */
export const depthOf = ({ bytes, ...topic }: Message): DepthPicture =>
  depthReader({ ...topic, schemaEncoding: "", definition: "" }).depth(bytes);

/** Every number of it. */
export const metresOf = (message: Message): Float32Array => wholeDepth(depthOf(message));

const chunk = (type: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
};

/** A PNG of 16-bit grey. `filters`: how each row is predicted; none by default. */
export const deepPng = (
  width: number,
  values: readonly number[],
  filters: readonly number[] = [],
): Uint8Array => {
  const height = values.length / width;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 16;
  const sample = (x: number, y: number, low: number): number =>
    x < 0 || y < 0 ? 0 : ((values[y * width + x] ?? 0) >> (low ? 0 : 8)) & 255;
  const rows: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const filter = filters[y] ?? 0;
    rows.push(filter);
    for (let at = 0; at < width * 2; at += 1) {
      const [x, low] = [at >> 1, at & 1];
      const [left, above] = [sample(x - 1, y, low), sample(x, y - 1, low)];
      rows.push(sample(x, y, low) - predicted(filter, left, above, sample(x - 1, y - 1, low)));
    }
  }
  return new Uint8Array(
    Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(Uint8Array.from(rows))),
      chunk("IEND", new Uint8Array()),
    ]),
  );
};

const predicted = (filter: number, left: number, above: number, corner: number): number => {
  const guess = left + above - corner;
  const nearest = [left, above, corner].reduce((best, value) =>
    Math.abs(guess - value) < Math.abs(guess - best) ? value : best,
  );
  return [0, left, above, (left + above) >> 1, nearest][filter] ?? 0;
};

/** Width, height and the runs of zeros and values, as the paper describes them. */
export const rvl = (width: number, values: readonly number[]): Uint8Array => {
  const nibbles: number[] = [];
  const write = (value: number): void => {
    for (let rest = value; ; rest >>= 3) {
      nibbles.push((rest & 7) | (rest > 7 ? 8 : 0));
      if (rest <= 7) return;
    }
  };
  const runLength = (from: number, zeros: boolean): number => {
    const end = values.findIndex((value, at) => at >= from && (value === 0) !== zeros);
    return (end < 0 ? values.length : end) - from;
  };
  for (let at = 0, previous = 0; at < values.length; ) {
    const zeros = runLength(at, true);
    const nonZeros = runLength(at + zeros, false);
    write(zeros);
    write(nonZeros);
    for (const value of values.slice(at + zeros, at + zeros + nonZeros)) {
      const delta = value - previous;
      write(delta < 0 ? -2 * delta - 1 : 2 * delta);
      previous = value;
    }
    at += zeros + nonZeros;
  }
  const bytes = Buffer.alloc(8 + Math.ceil(nibbles.length / 8) * 4);
  bytes.writeUInt32LE(width, 0);
  bytes.writeUInt32LE(values.length / width, 4);
  for (let at = 0; at < nibbles.length; at += 8) {
    const word = Array.from({ length: 8 }, (_, nibble) => nibbles[at + nibble] ?? 0);
    bytes.writeUInt32LE(
      word.reduce((sum, nibble) => sum * 16 + nibble, 0),
      8 + at / 2,
    );
  }
  return new Uint8Array(bytes);
};

/** What compressed_depth_image_transport puts before the image: an enum and its quantisation. */
export const packedDepth = (image: Uint8Array, a = 0, b = 0): Uint8Array => {
  const header = Buffer.alloc(12);
  header.writeFloatLE(a, 4);
  header.writeFloatLE(b, 8);
  return new Uint8Array(Buffer.concat([header, image]));
};

export const depthMessage = (format: string, data: Uint8Array, layout?: Layout) => ({
  ...compressedMessage(format, data, layout),
  topic: "/depth",
});
