import { z } from "zod";
import { type Decoder, decoderFor } from "./decoder.js";
import type { VideoMessage } from "./foxglove/compressed-video.js";
import { bytes, checked, text, time } from "./foxglove/record.js";
import type { TopicSchema } from "./topic-readers.js";

/** As ROS 2 has it. */
const definition = `std_msgs/Header header
int32 width
int32 height
string encoding
uint64 pts
uint8 flags
bool is_bigendian
uint8[] data
${"=".repeat(80)}
MSG: std_msgs/Header
builtin_interfaces/Time stamp
string frame_id
${"=".repeat(80)}
MSG: builtin_interfaces/Time
int32 sec
uint32 nanosec
`;

const shape = z.object({
  header: z.object({ stamp: time, frame_id: text }),
  encoding: text,
  data: bytes,
});

/** The codec stands first: "h264", "libx264", "hevc;yuv420p;bgr8;bgr8". */
const formatOf = (encoding: string): string => encoding.split(";")[0]?.trim() ?? "";

/** Recorders write definitions without the types in it, too, or none; the type is always the same. */
const decoderOf = (schema: TopicSchema): Decoder => {
  const known = { ...schema, definition, schemaEncoding: "ros2msg" };
  if (schema.messageEncoding !== "cdr") return decoderFor(schema);
  if (schema.definition.length === 0) return decoderFor(known);
  try {
    return decoderFor(schema);
  } catch {
    return decoderFor(known);
  }
};

/**
 * Reads a topic's ffmpeg_image_transport_msgs/FFMPEGPacket, of ROS 2 or ROS 1; what it returns throws
 * SpatialRewardError message.malformed.
 * @throws SpatialRewardError message.schema when its definition can't be used
 */
export const ffmpegPacketReader = (
  schema: TopicSchema,
): ((message: Uint8Array) => VideoMessage) => {
  const decode = decoderOf(schema);
  return (message) => {
    const { header, encoding, data } = checked(shape, decode(message), schema.topic);
    const { stamp, frame_id: frameId } = header;
    return { stamp, frameId, format: formatOf(encoding), data };
  };
};
