import type { Size } from "./resize.js";

const fourCharacters = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

export const isWebp = (view: DataView): boolean =>
  view.byteLength >= 16 && fourCharacters(view, 0) === "RIFF" && fourCharacters(view, 8) === "WEBP";

/** The size that a WebP's first chunk states: lossy (VP8), lossless (VP8L) or extended (VP8X). Undefined without one. */
export const webpSize = (view: DataView): Size | undefined => {
  if (view.byteLength < 30) return undefined;
  switch (fourCharacters(view, 12)) {
    case "VP8 ":
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return undefined;
  }
};

const uint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
