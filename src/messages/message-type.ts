/** How a message's bytes are laid out: ROS 2's CDR (either byte order) or ROS 1's packed little endian. */
export type MessageEncoding = "cdr" | "ros1";

export const isMessageEncoding = (encoding: string): encoding is MessageEncoding =>
  encoding === "cdr" || encoding === "ros1";

/** `sensor_msgs/msg/Image` (ROS 2) and `sensor_msgs/Image` (ROS 1) are the same type: the latter, for comparing. */
export const shortTypeName = (type: string): string => type.replace("/msg/", "/");

/** Types that `frameFromMessage` reads. */
export const isImageType = (type: string): boolean =>
  isRawImageType(type) || isCompressedImageType(type);

export const isRawImageType = (type: string): boolean =>
  shortTypeName(type) === "sensor_msgs/Image";

export const isCompressedImageType = (type: string): boolean =>
  shortTypeName(type) === "sensor_msgs/CompressedImage";

export const isFfmpegPacketType = (type: string): boolean =>
  shortTypeName(type) === "ffmpeg_image_transport_msgs/FFMPEGPacket";
