/** What the first directory of a TIFF says of its image. */
export interface TiffHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Samples are floating-point numbers: measurements rather than colours. */
  readonly float: boolean;
}

const tags = { width: 256, height: 257, channels: 277, sampleFormat: 339 } as const;
const floatingPoint = 3;
const entryBytes = 12;
/** Types of a value, by their number: SHORT and LONG. */
const valueBytes: Readonly<Record<number, 2 | 4>> = { 3: 2, 4: 4 };

export const isTiff = (view: DataView): boolean => {
  if (view.byteLength < 8) return false;
  const start = view.getUint32(0);
  return start === 0x49492a00 || start === 0x4d4d002a;
};

/** Undefined where the directory lies outside the bytes, or lacks a size. */
export const readTiffHeader = (view: DataView): TiffHeader | undefined => {
  const littleEndian = view.getUint8(0) === 0x49;
  const values = directoryOf(view, littleEndian);
  const [width, height] = [values?.get(tags.width), values?.get(tags.height)];
  if (values === undefined || width === undefined || height === undefined) return undefined;
  const channels = values.get(tags.channels) ?? 1;
  return { width, height, channels, float: values.get(tags.sampleFormat) === floatingPoint };
};

/** The first value of each tag that counts something. */
const directoryOf = (view: DataView, littleEndian: boolean): Map<number, number> | undefined => {
  const at = view.getUint32(4, littleEndian);
  if (at + 2 > view.byteLength) return undefined;
  const entries = view.getUint16(at, littleEndian);
  if (at + 2 + entries * entryBytes > view.byteLength) return undefined;
  const values = new Map<number, number>();
  for (let index = 0; index < entries; index += 1) {
    const entry = at + 2 + index * entryBytes;
    const value = firstValue(view, entry, littleEndian);
    if (value !== undefined) values.set(view.getUint16(entry, littleEndian), value);
  }
  return values;
};

/** Values of more than four bytes lie elsewhere. */
const firstValue = (view: DataView, entry: number, littleEndian: boolean): number | undefined => {
  const bytes = valueBytes[view.getUint16(entry + 2, littleEndian)];
  if (bytes === undefined) return undefined;
  const apart = view.getUint32(entry + 4, littleEndian) * bytes > 4;
  const at = apart ? view.getUint32(entry + 8, littleEndian) : entry + 8;
  if (at + bytes > view.byteLength) return undefined;
  return bytes === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
};
