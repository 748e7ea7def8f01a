import { type JpegSegment, startsFrame } from "./jpeg-segments.js";

export interface JpegComponent {
  readonly id: number;
  /** Blocks of 8×8 in an MCU, along each side. */
  readonly across: number;
  readonly down: number;
}

/** What a JPEG's start of frame says. */
export interface JpegFrame {
  /** Baseline or extended, with Huffman codes: scan headers have nothing to say beyond their components. */
  readonly sequential: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

const componentBytes = 3;

/** Undefined without a frame, or with one whose components it doesn't list. */
export const jpegFrameOf = (
  bytes: Uint8Array,
  segments: Iterable<JpegSegment>,
): JpegFrame | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { marker, start, end } of segments) {
    if (!startsFrame(marker)) continue;
    if (end < start + 10) return undefined;
    const count = view.getUint8(start + 9);
    if (count < 1 || start + 10 + count * componentBytes > end) return undefined;
    return {
      sequential: marker === 0xc0 || marker === 0xc1,
      height: view.getUint16(start + 5),
      width: view.getUint16(start + 7),
      components: Array.from({ length: count }, (_, index) =>
        componentAt(view, start + 10 + index * componentBytes),
      ),
    };
  }
  return undefined;
};

const componentAt = (view: DataView, at: number): JpegComponent => {
  const sampling = view.getUint8(at + 1);
  return { id: view.getUint8(at), across: sampling >> 4, down: sampling & 15 };
};
