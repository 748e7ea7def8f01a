import { ffmpegPacketReader } from "./ffmpeg-packet.js";
import { compressedVideoReader, type VideoMessage } from "./foxglove/compressed-video.js";
import { isFfmpegPacketType } from "./message-type.js";
import type { TopicSchema } from "./topic-readers.js";

/**
 * Reads the packets of a video topic (isVideoType); what it returns throws SpatialRewardError message.malformed.
 * @throws SpatialRewardError message.schema when its definition can't be used or its encoding isn't read
 */
export const videoReader = (schema: TopicSchema): ((message: Uint8Array) => VideoMessage) =>
  isFfmpegPacketType(schema.type) ? ffmpegPacketReader(schema) : compressedVideoReader(schema);
