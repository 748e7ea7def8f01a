import { z } from "zod";
import type { Stamp } from "../../core/index.js";
import { decoderFor } from "../decoder.js";
import type { TopicSchema } from "../topic-readers.js";
import { bytes, checked, text, timestamp } from "./record.js";

/** A foxglove.CompressedVideo: what shows one picture, together with those before it. */
export interface VideoMessage {
  /** 0 where the message has none. */
  readonly stamp: Stamp;
  readonly frameId: string;
  /** h264, h265, vp9, av1. */
  readonly format: string;
  /** May be a view of the message. */
  readonly data: Uint8Array;
}

const shape = z.object({ timestamp, frame_id: text, format: text, data: bytes });

/**
 * Reads a topic's foxglove.CompressedVideo, in any encoding; what it returns throws SpatialRewardError
 * message.malformed.
 * @throws SpatialRewardError message.schema when its definition can't be used or its encoding isn't read
 */
export const compressedVideoReader = (
  schema: TopicSchema,
): ((message: Uint8Array) => VideoMessage) => {
  const decode = decoderFor(schema);
  return (message) => {
    const {
      timestamp: stamp,
      frame_id: frameId,
      format,
      data,
    } = checked(shape, decode(message), schema.topic);
    return { stamp, frameId, format, data };
  };
};
