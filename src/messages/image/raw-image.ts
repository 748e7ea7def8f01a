import { SpatialRewardError } from "../../core/index.js";
import { FieldReader, type MessageHeader } from "../field-reader.js";
import type { MessageEncoding } from "../message-type.js";

/** An uncompressed image, whatever message it came in; `data` may be a view of the message. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly encoding: string;
  readonly bigEndian: boolean;
  /** Bytes from one row to the next, padding included. */
  readonly step: number;
  readonly data: Uint8Array;
}

/** @throws SpatialRewardError message.malformed */
export const readRawImage = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  what: string,
): MessageHeader & RawImage => {
  const r = new FieldReader(bytes, messageEncoding, what);
  const header = r.header();
  const height = r.uint32();
  const width = r.uint32();
  const encoding = r.string();
  const bigEndian = r.bool();
  const step = r.uint32();
  return { ...header, width, height, encoding, bigEndian, step, data: r.octets() };
};

/**
 * A row may be padded and the last one may lack its padding.
 * @throws SpatialRewardError image.size when the step is shorter than a row, or the data than the rows
 */
export const checkRows = (image: RawImage, rowBytes: number, rows: number, what: string): void => {
  const { width, height, encoding, step, data } = image;
  const size = `${what}: ${width}×${height} ${encoding}`;
  if (step < rowBytes)
    throw new SpatialRewardError(
      "image.size",
      `${size} needs a step of at least ${rowBytes}; got ${step}`,
    );
  const needed = step * (rows - 1) + rowBytes;
  if (data.length < needed)
    throw new SpatialRewardError(
      "image.size",
      `${size} with step ${step} needs ${needed} bytes; got ${data.length}`,
    );
};
