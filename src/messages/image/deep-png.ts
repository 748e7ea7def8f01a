import { inflateSync } from "node:zlib";
import type { Size } from "./resize.js";

/** Grey values of 16 bits, row by row. */
export interface DeepGrey extends Size {
  readonly values: Uint16Array;
}

const signatureBytes = 8;
const chunkBytes = 12;
const deflateRatio = 1032;
/** IHDR's bit depth, colour type, compression, filter and interlacing, as depth is always written: plain 16-bit grey. */
const plainDeepGrey = [16, 0, 0, 0, 0];

/** Undefined for a PNG of another kind, and where its bytes can't be that many. */
export const deepGreySize = (bytes: Uint8Array): Size | undefined => {
  if (bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (plainDeepGrey.some((value, at) => view.getUint8(24 + at) !== value)) return undefined;
  if (width < 1 || height < 1 || rowBytesOf(width) * height > bytes.length * deflateRatio)
    return undefined;
  return { width, height };
};

const rowBytesOf = (width: number): number => 1 + width * 2;

/**
 * A PNG of 16-bit grey values, decoded at once and as it is stored: the image library, which would do it in another
 * thread, takes such values for brightness.
 * @returns undefined for a PNG of another kind, and for one that is damaged or cut
 */
export const readDeepGrey = (bytes: Uint8Array): DeepGrey | undefined => {
  const size = deepGreySize(bytes);
  if (size === undefined) return undefined;
  const rowBytes = rowBytesOf(size.width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = inflated(imageData(view), rowBytes * size.height);
  return rows && unfiltered(rows, rowBytes)
    ? { ...size, values: valuesOf(rows, rowBytes) }
    : undefined;
};

/** What the IDAT chunks hold together. */
const imageData = (view: DataView): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (let at = signatureBytes; at + chunkBytes <= view.byteLength; ) {
    const length = view.getUint32(at);
    const available = Math.min(length, view.byteLength - at - 8);
    if (view.getUint32(at + 4) === 0x49444154)
      parts.push(new Uint8Array(view.buffer, view.byteOffset + at + 8, available));
    at += chunkBytes + length;
  }
  return new Uint8Array(Buffer.concat(parts));
};

/** Exactly `length` bytes; their checksum holds. */
const inflated = (data: Uint8Array, length: number): Uint8Array | undefined => {
  try {
    const rows = inflateSync(data, { maxOutputLength: length });
    return rows.length === length ? rows : undefined;
  } catch {
    // Cut or damaged, or more than the header says: the caller tells whose image it is.
    return undefined;
  }
};

/** In place. False for a filter that doesn't exist. */
const unfiltered = (rows: Uint8Array, rowBytes: number): boolean => {
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let start = 0; start < rows.length; start += rowBytes) {
    const row = rows.subarray(start, start + rowBytes);
    const predict = predictors[row[0] ?? 0];
    if (predict === undefined) return false;
    for (let at = 1; at < rowBytes; at += 1) {
      const left = at > 2 ? (row[at - 2] ?? 0) : 0;
      const aboveLeft = at > 2 ? (above[at - 2] ?? 0) : 0;
      row[at] = (row[at] ?? 0) + predict(left, above[at] ?? 0, aboveLeft);
    }
    above = row;
  }
  return true;
};

type Predictor = (left: number, above: number, aboveLeft: number) => number;

/** Whichever of the three is nearest to left + above − aboveLeft (Paeth). */
const paeth: Predictor = (left, above, aboveLeft) => {
  const guess = left + above - aboveLeft;
  const [byLeft, byAbove] = [Math.abs(guess - left), Math.abs(guess - above)];
  const byBoth = Math.abs(guess - aboveLeft);
  if (byLeft <= byAbove && byLeft <= byBoth) return left;
  return byAbove <= byBoth ? above : aboveLeft;
};

const predictors: readonly Predictor[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

const valuesOf = (rows: Uint8Array, rowBytes: number): Uint16Array => {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  const values = new Uint16Array(((rowBytes - 1) / 2) * (rows.length / rowBytes));
  for (let start = 0, to = 0; start < rows.length; start += rowBytes)
    for (let at = start + 1; at < start + rowBytes; at += 2) values[to++] = view.getUint16(at);
  return values;
};
