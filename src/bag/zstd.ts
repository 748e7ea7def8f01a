import { loadDecompressHandlers } from "@mcap/support";

const magic = [0x28, 0xb5, 0x2f, 0xfd];

/** Bytes that begin like a zstd frame. No CDR message does: its first byte is 0. */
export const isZstd = (bytes: Uint8Array): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** Unpacks a message that was compressed on its own; any other stays as it is. */
export interface Unpack {
  (data: Uint8Array): Uint8Array;
  isPacked(data: Uint8Array): boolean;
}

export const unpackMessages = async (): Promise<Unpack> => {
  const { zstd } = await loadDecompressHandlers();
  if (!zstd) throw new Error("no zstd decompressor");
  const unpack = (data: Uint8Array): Uint8Array =>
    isZstd(data) ? zstd(data, contentSize(data)) : data;
  return Object.assign(unpack, { isPacked: isZstd });
};

/** Bytes of the frame's content, as its header states (RFC 8878, 3.1.1.1). @throws Error when it doesn't */
export const contentSize = (frame: Uint8Array): bigint => {
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
      if (single) return BigInt(view.getUint8(at));
      throw new Error("a compressed message does not say how long it is");
  }
};
