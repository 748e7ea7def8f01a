import { type JpegFrame, jpegFrameOf } from "./jpeg-frame.js";
import { addHuffmanTables, type HuffmanTables } from "./jpeg-huffman.js";
import { hasTables, sequentialScan, wholeScanData } from "./jpeg-scan-data.js";
import { ScanCoverage } from "./jpeg-scans.js";
import { endsImage, type JpegSegment, jpegMarkers, jpegSegments } from "./jpeg-segments.js";
import { mendedSegment } from "./mended-segment.js";

const startOfImage = Uint8Array.of(0xff, jpegMarkers.start);
const endOfImage = Uint8Array.of(0xff, jpegMarkers.end);

/** Whether a JPEG says where it ends. */
export const hasEnd = (bytes: Uint8Array): boolean => {
  for (const { marker } of jpegSegments(bytes)) if (marker === jpegMarkers.end) return true;
  return false;
};

/**
 * Whether any viewer reads it: it has an end, and headers that nobody has to guess at. Its data may be corrupt all the
 * same, which decoding tells.
 */
export const isPlainJpeg = (bytes: Uint8Array): boolean => {
  const segments = [...jpegSegments(bytes)];
  const frame = jpegFrameOf(bytes, segments);
  if (!frame || segments.at(-1)?.marker !== jpegMarkers.end) return false;
  return segments.every(({ marker, start, end }) => {
    const segment = bytes.subarray(start, end);
    return Buffer.compare(mendedSegment(segment.slice(), marker, frame), segment) === 0;
  });
};

/**
 * The same JPEG without the faults that leave its pixels whole, and that libjpeg passes over with a warning: a scan
 * header with other parameters than a sequential JPEG's, stray bytes, restarts that are counted wrong, an unknown JFIF
 * revision or Adobe transform, no end marker. Undefined where pixels are missing: where a scan is cut short (of a
 * sequential JPEG, all blocks are looked at; of a progressive one the decoder complains), or not there at all.
 */
export const mendedJpeg = (bytes: Uint8Array): Uint8Array | undefined => {
  const segments = [...jpegSegments(bytes)];
  const frame = jpegFrameOf(bytes, segments);
  return frame && new Mending(bytes, frame).of(segments);
};

class Mending {
  readonly #tables: HuffmanTables = new Map();
  readonly #coverage: ScanCoverage;
  #restartInterval = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly frame: JpegFrame,
  ) {
    this.#coverage = new ScanCoverage(frame);
  }

  of(segments: readonly JpegSegment[]): Uint8Array | undefined {
    const parts: Uint8Array[] = [startOfImage];
    for (const [index, segment] of segments.entries()) {
      if (endsImage(segment.marker)) break;
      const copy = this.bytes.slice(segment.start, segment.end);
      this.#take(segment.marker, copy.subarray(4));
      parts.push(mendedSegment(copy, segment.marker, this.frame));
      if (segment.marker !== jpegMarkers.scan) continue;
      const data = this.bytes.subarray(segment.end, segments[index + 1]?.start);
      const whole = this.#wholeData(copy.subarray(4), data, index + 1 === segments.length);
      if (whole === undefined) return undefined;
      parts.push(whole);
    }
    return this.#coverage.complete
      ? new Uint8Array(Buffer.concat([...parts, endOfImage]))
      : undefined;
  }

  #take(marker: number, payload: Uint8Array): void {
    if (marker === jpegMarkers.huffman) addHuffmanTables(this.#tables, payload);
    if (marker === jpegMarkers.restartInterval)
      this.#restartInterval = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
    if (marker === jpegMarkers.scan) this.#coverage.add(payload);
  }

  /** `atEnd`: of the bytes. Drivers whose buffers have a fixed size fill them with zeros, which decode as flat blocks. */
  #wholeData(header: Uint8Array, given: Uint8Array, atEnd: boolean): Uint8Array | undefined {
    if (!this.frame.sequential) return given;
    const data = atEnd ? withoutZeros(given) : given;
    const scan = sequentialScan(header, this.frame, this.#restartInterval);
    if (scan === undefined) return undefined;
    return hasTables(scan, this.#tables)
      ? wholeScanData(data, scan, this.frame, this.#tables)
      : withoutZeros(data);
  }
}

const withoutZeros = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
};
