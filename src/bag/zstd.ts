import { loadDecompressHandlers } from "@mcap/support";
import { decompress } from "fzstd";

const magic = [0x28, 0xb5, 0x2f, 0xfd];

/** Bytes that begin like a zstd frame. No CDR message does: its first byte is 0. */
export const isZstd = (bytes: Uint8Array): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** A message that claims to be longer than this is damaged, not large. */
const mostBytes = 1n << 30n;

/** Unpacks a message that was compressed on its own. @throws Error when it is damaged */
export type Unpack = (packed: Uint8Array) => Uint8Array;

export const loadUnpack = async (): Promise<Unpack> => {
  const { zstd } = await loadDecompressHandlers();
  if (!zstd) throw new Error("no zstd decompressor");
  return (packed) => {
    const size = contentSize(packed);
    if (size !== undefined && size > mostBytes) throw new RangeError(`a message of ${size} bytes`);
    return size === undefined ? decompress(packed) : zstd(packed, size);
  };
};

/** Bytes of the frame's content, as its header states (RFC 8878, 3.1.1.1); undefined when it doesn't. */
export const contentSize = (frame: Uint8Array): bigint | undefined => {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const descriptor = view.getUint8(4);
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = 5 + (single ? 0 : 1) + dictionaryBytes;
  switch (descriptor >> 6) {
    case 1:
      return BigInt(view.getUint16(at, true) + 256);
    case 2:
      return BigInt(view.getUint32(at, true));
    case 3:
      return view.getBigUint64(at, true);
    default:
      return single ? BigInt(view.getUint8(at)) : undefined;
  }
};
