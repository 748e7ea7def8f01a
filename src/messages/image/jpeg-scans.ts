import { type JpegSegment, jpegMarkers, startsFrame } from "./jpeg-segments.js";

const coefficients = 64;
/** Point transform of a coefficient that no scan has brought yet: all its bits are missing. */
const nothing = 255;

/** Whether a frame's scans are of the sequential Huffman kind, whose headers have nothing to say beyond their components. */
export const isSequential = (marker: number): boolean => marker === 0xc0 || marker === 0xc1;

/**
 * Whether the scans of a JPEG bring every component's every coefficient to its last bit. A progressive JPEG that was
 * cut between two scans decodes without a complaint, to less than it showed.
 */
export const scansAreComplete = (bytes: Uint8Array, segments: readonly JpegSegment[]): boolean => {
  const frame = segments.find(({ marker }) => startsFrame(marker));
  if (frame === undefined) return false;
  const lacking = new Map(
    componentsOf(bytes, frame).map((id) => [id, new Uint8Array(coefficients).fill(nothing)]),
  );
  for (const segment of segments)
    if (segment.marker === jpegMarkers.scan)
      takeScan(bytes.subarray(segment.start + 4, segment.end), isSequential(frame.marker), lacking);
  return lacking.size > 0 && [...lacking.values()].every((bits) => bits.every((bit) => bit === 0));
};

/** SOF: length, precision, height, width, count, then three bytes a component, the first of them its name. */
const componentsOf = (bytes: Uint8Array, { start, end }: JpegSegment): readonly number[] => {
  const names = bytes.subarray(start + 10, end);
  return [...names].filter((_, at) => at % 3 === 0).slice(0, bytes[start + 9]);
};

/** SOS: count, two bytes a component, first and last coefficient, and the bits that it leaves to later scans. */
const takeScan = (
  scan: Uint8Array,
  sequential: boolean,
  lacking: ReadonlyMap<number, Uint8Array>,
): void => {
  const count = scan[0] ?? 0;
  const [first = 0, last = 0, approximation = 0] = scan.subarray(1 + 2 * count);
  for (let component = 0; component < count; component += 1) {
    const bits = lacking.get(scan[1 + 2 * component] ?? nothing);
    if (sequential) bits?.fill(0);
    else bits?.fill(approximation & 15, first, last + 1);
  }
};
