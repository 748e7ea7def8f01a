import { type Failure, SpatialRewardError, type Stamp } from "../core/index.js";
import type { DepthReader, MessageHeader, PictureReader } from "../messages/index.js";
import type { DepthMessage, ImageMessage } from "./message.js";

const headerIn = (reader: PictureReader, bytes: Uint8Array): MessageHeader | undefined => {
  try {
    return reader.header(bytes);
  } catch {
    return undefined; // the picture then says why it can't be read
  }
};

/**
 * A message of a camera's topic. `bytes` must stay as they are until its frame has been looked at; `failure` says why
 * they show no picture, where whoever read them knows.
 */
export const imageMessage = (
  reader: PictureReader,
  bytes: Uint8Array,
  logTime: Stamp,
  failure?: Failure,
): ImageMessage => {
  const header = headerIn(reader, bytes);
  const picture = () => {
    if (failure) throw new SpatialRewardError(failure.code, failure.message);
    return reader.picture(bytes);
  };
  return { kind: "image", logTime, ...(header && { header }), picture };
};

/**
 * As `imageMessage`, of bytes that are good only until the next message is read. They are copied when the picture is
 * looked at, or when its scene has to wait with it: a frame that is passed over costs no copy.
 */
export const passingImageMessage = (
  reader: PictureReader,
  bytes: Uint8Array,
  logTime: Stamp,
  failure?: Failure,
): ImageMessage => {
  let now = bytes;
  let copied = false;
  const keep = (): void => {
    if (!copied) now = bytes.slice();
    copied = true;
  };
  const message = imageMessage(reader, bytes, logTime, failure);
  const picture = () => {
    if (failure) return message.picture();
    keep();
    return reader.picture(now);
  };
  return { ...message, picture, keep };
};

/**
 * A message of a depth camera's topic. `bytes` must stay as they are, as an image's.
 * @throws SpatialRewardError message.malformed where it has no header
 */
export const depthMessage = (
  reader: DepthReader,
  bytes: Uint8Array,
  logTime: Stamp,
): DepthMessage => ({
  kind: "depth",
  logTime,
  header: reader.header(bytes),
  bytes: bytes.byteLength,
  depth: () => reader.depth(bytes),
});
