/** A marker of a JPEG with what it announces; the data that a scan's header (SOS) is followed by is not in it. */
export interface JpegSegment {
  readonly marker: number;
  /** Where its 0xff stands. */
  readonly start: number;
  readonly end: number;
}

export const jpegMarkers = {
  huffman: 0xc4,
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  restartInterval: 0xdd,
  jfif: 0xe0,
  adobe: 0xee,
} as const;

/** Start of frame, of whichever process (baseline, progressive…). */
export const startsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** EOI, or the SOI of another JPEG. */
export const endsImage = (marker: number): boolean =>
  marker === jpegMarkers.end || marker === jpegMarkers.start;

/** Stuffing (0), TEM and restarts stand within a scan's data, and announce nothing. */
const isAlone = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * The segments of a JPEG, its first marker (SOI) left out, as libjpeg finds them: stray bytes between two are passed
 * over. Ends with EOI, with the SOI of another JPEG, or where the bytes end; a segment that is not whole is left out.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = nextMarker(bytes, 2); start !== undefined; ) {
    const marker = view.getUint8(start + 1);
    if (endsImage(marker)) return yield { marker, start, end: start + 2 };
    if (start + 4 > bytes.length) return;
    // A length below that of itself is taken for an empty segment.
    const end = start + 2 + Math.max(2, view.getUint16(start + 2));
    if (end > bytes.length) return;
    yield { marker, start, end };
    start = nextMarker(bytes, end);
  }
}

const nextMarker = (bytes: Uint8Array, from: number): number | undefined => {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return undefined;
    if (marker !== 0xff && !isAlone(marker)) return at;
  }
  return undefined;
};
