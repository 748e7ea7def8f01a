import { isSequential, scansAreComplete } from "./jpeg-scans.js";
import { type JpegSegment, jpegMarkers, jpegSegments, startsFrame } from "./jpeg-segments.js";

const startOfImage = Uint8Array.of(0xff, jpegMarkers.start);
const endOfImage = Uint8Array.of(0xff, jpegMarkers.end);

/** Marker, length, one component, and three parameters. */
const shortestScan = 10;

/** Whether a JPEG says where it ends. */
export const hasEnd = (bytes: Uint8Array): boolean => {
  for (const { marker } of jpegSegments(bytes)) if (marker === jpegMarkers.end) return true;
  return false;
};

/**
 * The same JPEG without the faults that leave its pixels whole, and that libjpeg passes over with a warning: a scan
 * header with other parameters than a sequential JPEG's, stray bytes between segments, an unknown JFIF revision or
 * Adobe transform, no end marker (and what fills the buffer after the data). Where its data are cut short, its
 * decoder still complains. Undefined where scans are missing altogether.
 */
export const mendedJpeg = (bytes: Uint8Array): Uint8Array | undefined => {
  const segments = [...jpegSegments(bytes)];
  const frame = frameOf(bytes, segments);
  if (frame === undefined || !scansAreComplete(bytes, segments)) return undefined;
  const ended = segments.at(-1)?.marker === jpegMarkers.end;
  const dataEnd = ended ? bytes.length : lastNonZero(bytes) + 1;
  const parts = segments.flatMap((segment, at) => {
    if (segment.marker === jpegMarkers.end) return [];
    const mended = mendedSegment(bytes.slice(segment.start, segment.end), segment, frame);
    if (segment.marker !== jpegMarkers.scan) return [mended];
    return [mended, bytes.subarray(segment.end, segments[at + 1]?.start ?? dataEnd)];
  });
  return new Uint8Array(Buffer.concat([startOfImage, ...parts, endOfImage]));
};

interface Frame {
  readonly sequential: boolean;
  readonly components: number;
}

const frameOf = (bytes: Uint8Array, segments: readonly JpegSegment[]): Frame | undefined => {
  const frame = segments.find(({ marker }) => startsFrame(marker));
  return (
    frame && { sequential: isSequential(frame.marker), components: bytes[frame.start + 9] ?? 0 }
  );
};

/** Drivers with buffers of a fixed size fill them with zeros, which a decoder takes for flat blocks. */
const lastNonZero = (bytes: Uint8Array): number => {
  let at = bytes.length - 1;
  while (at > 0 && bytes[at] === 0) at -= 1;
  return at;
};

const mendedSegment = (copy: Uint8Array, { marker }: JpegSegment, frame: Frame): Uint8Array => {
  if (marker === jpegMarkers.scan && frame.sequential && copy.length >= shortestScan)
    copy.set([0, 63, 0], copy.length - 3);
  if (marker === jpegMarkers.jfif && named(copy, "JFIF\0") && copy.length > 9) copy[9] = 1;
  if (marker === jpegMarkers.adobe && named(copy, "Adobe") && copy.length > 15)
    copy[15] = knownTransform(copy[15] ?? 0, frame.components);
  return copy;
};

/** RGB and CMYK are 0. Of what it doesn't know, libjpeg assumes that it is YCbCr (1), or YCCK (2). */
const knownTransform = (transform: number, components: number): number =>
  transform === 0 ? 0 : components === 4 ? 2 : 1;

const named = (segment: Uint8Array, name: string): boolean =>
  Buffer.from(segment.subarray(4, 4 + name.length)).toString("latin1") === name;
