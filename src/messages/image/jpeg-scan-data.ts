import type { JpegComponent, JpegFrame } from "./jpeg-frame.js";
import { BlockWalker, type HuffmanTables } from "./jpeg-huffman.js";

/** A scan of a sequential JPEG, as its header describes it. */
export interface SequentialScan {
  readonly components: readonly (JpegComponent & { readonly dc: number; readonly ac: number })[];
  /** MCUs between two restart markers; 0 for none. */
  readonly restartInterval: number;
}

/** Undefined where the header names a component that the frame doesn't have. */
export const sequentialScan = (
  header: Uint8Array,
  frame: JpegFrame,
  restartInterval: number,
): SequentialScan | undefined => {
  const components: SequentialScan["components"][number][] = [];
  for (let at = 1; at <= 2 * (header[0] ?? 0); at += 2) {
    const component = frame.components.find(({ id }) => id === header[at]);
    const tables = header[at + 1];
    if (component === undefined || tables === undefined) return undefined;
    components.push({ ...component, dc: tables >> 4, ac: 16 + (tables & 15) });
  }
  return components.length > 0 ? { components, restartInterval } : undefined;
};

/** Whether its codes are known. A JPEG may leave out the standard's tables, which its decoder has. */
export const hasTables = ({ components }: SequentialScan, tables: HuffmanTables): boolean =>
  components.every(({ dc, ac }) => tables.has(dc) && tables.has(ac));

/**
 * A scan's data with restart markers counted from 0, and without what is left over before each; undefined where not
 * all its blocks are there, each of them decodable.
 */
export const wholeScanData = (
  data: Uint8Array,
  scan: SequentialScan,
  frame: JpegFrame,
  tables: HuffmanTables,
): Uint8Array | undefined => {
  const pieces = piecesBetweenRestarts(data);
  if (pieces === undefined) return undefined;
  const mcus = mcusOf(scan, frame);
  const interval = scan.restartInterval || mcus;
  if (pieces.length !== Math.ceil(mcus / interval)) return undefined;
  const written: Uint8Array[] = [];
  for (const [index, piece] of pieces.entries()) {
    const length = lengthOfMcus(piece, Math.min(interval, mcus - index * interval), scan, tables);
    if (length === undefined) return undefined;
    if (index > 0) written.push(Uint8Array.of(0xff, 0xd0 + ((index - 1) & 7)));
    written.push(stuffed(piece.subarray(0, length)));
  }
  return new Uint8Array(Buffer.concat(written));
};

/** A scan of one component has its own blocks one after the other; one of several has MCUs, filled up at the edges. */
const mcusOf = ({ components }: SequentialScan, { width, height, components: all }: JpegFrame) => {
  const across = Math.max(...all.map((component) => component.across));
  const down = Math.max(...all.map((component) => component.down));
  const [only] = components;
  if (components.length === 1 && only !== undefined)
    return (
      Math.ceil(Math.ceil((width * only.across) / across) / 8) *
      Math.ceil(Math.ceil((height * only.down) / down) / 8)
    );
  return Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down));
};

/** How many bytes so many MCUs take; undefined where they are not all there. */
const lengthOfMcus = (
  piece: Uint8Array,
  mcus: number,
  { components }: SequentialScan,
  tables: HuffmanTables,
): number | undefined => {
  const blocks = components.flatMap(({ across, down, dc, ac }) => {
    const [dcTable, acTable] = [tables.get(dc), tables.get(ac)];
    const count = components.length === 1 ? 1 : across * down;
    return dcTable && acTable ? Array.from({ length: count }, () => ({ dcTable, acTable })) : [];
  });
  if (blocks.length < components.length) return undefined;
  const walker = new BlockWalker(piece);
  for (let mcu = 0; mcu < mcus; mcu += 1)
    for (const { dcTable, acTable } of blocks)
      if (!walker.skipBlock(dcTable, acTable)) return undefined;
  return walker.bytesRead;
};

/** Without stuffing, and without what stands before a marker only to fill up. Undefined with a marker in between. */
const piecesBetweenRestarts = (data: Uint8Array): readonly Uint8Array[] | undefined => {
  const pieces: Uint8Array[] = [];
  let piece = new Uint8Array(data.length);
  let to = 0;
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    const next = byte === 0xff ? data[at + 1] : 0;
    if (next === 0xff || next === undefined) continue;
    if (byte === 0xff) at += 1;
    if (next === 0) piece[to++] = byte;
    else if (isRestart(next)) {
      pieces.push(piece.subarray(0, to));
      piece = new Uint8Array(data.length - at);
      to = 0;
    } else return undefined;
  }
  return [...pieces, piece.subarray(0, to)];
};

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

const stuffed = (piece: Uint8Array): Uint8Array => {
  const written = new Uint8Array(piece.length * 2);
  let to = 0;
  for (const byte of piece) {
    written[to++] = byte;
    if (byte === 0xff) written[to++] = 0;
  }
  return written.subarray(0, to);
};
