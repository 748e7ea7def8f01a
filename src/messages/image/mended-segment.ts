import type { JpegFrame } from "./jpeg-frame.js";
import { jpegMarkers } from "./jpeg-segments.js";

/** Marker, length, one component, and three parameters. */
const shortestScan = 10;

/** A header segment, whose copy this is, with what libjpeg assumes in place of what it only warns of. */
export const mendedSegment = (copy: Uint8Array, marker: number, frame: JpegFrame): Uint8Array => {
  if (marker === jpegMarkers.scan && frame.sequential && copy.length >= shortestScan)
    copy.set([0, 63, 0], copy.length - 3);
  if (marker === jpegMarkers.jfif && named(copy, "JFIF\0") && copy.length > 9) copy[9] = 1;
  if (marker === jpegMarkers.adobe && named(copy, "Adobe") && copy.length > 15)
    copy[15] = knownTransform(copy[15] ?? 0, frame.components.length);
  return copy;
};

/** RGB and CMYK are 0. Of what it doesn't know, libjpeg assumes that it is YCbCr (1), or YCCK (2). */
const knownTransform = (transform: number, components: number): number =>
  transform === 0 ? 0 : components === 4 ? 2 : 1;

const named = (segment: Uint8Array, name: string): boolean =>
  Buffer.from(segment.subarray(4, 4 + name.length)).toString("latin1") === name;
