import { isFfmpegPacketType, isMessageEncoding, shortTypeName } from "./message-type.js";

/** The part of a topic's description that tells what its messages are. */
export interface MessageKind {
  readonly type: string;
  readonly messageEncoding: string;
}

/**
 * One name for a type, however its encoding writes it: `sensor_msgs/Image`; and `foxglove.RawImage` for
 * `foxglove_msgs/msg/RawImage` (ROS 2), `foxglove_msgs/RawImage` (ROS 1), `foxglove::RawImage` (OMG IDL).
 */
export const commonTypeName = (type: string): string =>
  shortTypeName(type).replace(/^(foxglove_msgs\/|foxglove::)/, "foxglove.");

const isFoxglove = (type: string): boolean => commonTypeName(type).startsWith("foxglove.");

/** ROS's own types are known in ROS's encodings and in JSON; foxglove's have a definition in each of them. */
const isRead = ({ type, messageEncoding }: MessageKind): boolean =>
  isMessageEncoding(messageEncoding) ||
  messageEncoding === "json" ||
  (messageEncoding === "protobuf" && isFoxglove(type));

const among =
  (types: readonly string[]) =>
  (kind: MessageKind): boolean =>
    types.includes(commonTypeName(kind.type)) && isRead(kind);

const pictureTypes = [
  "sensor_msgs/Image",
  "sensor_msgs/CompressedImage",
  "foxglove.RawImage",
  "foxglove.CompressedImage",
];

/** `pictureReader` reads it. */
export const isPictureTopic = among(pictureTypes);

/** `cameraInfoReader` reads it. */
export const isCameraInfoTopic = among(["sensor_msgs/CameraInfo", "foxglove.CameraCalibration"]);

/** `transformsReader` reads it. */
export const isTransformsTopic = among([
  "tf2_msgs/TFMessage",
  "tf/tfMessage",
  "foxglove.FrameTransform",
  "foxglove.FrameTransforms",
]);

/** Types whose messages show a picture only together with those before them. */
export const isVideoType = (type: string): boolean =>
  commonTypeName(type) === "foxglove.CompressedVideo" || isFfmpegPacketType(type);

/** Its type's name says that it shows pictures, read or not: for telling a user why there is no camera. */
export const looksLikeCamera = ({ type }: MessageKind): boolean =>
  /image|video|ffmpeg|theora/i.test(type) && !/annotation|marker|array$/i.test(type);

/** What `isPictureTopic` takes, in words. */
export const readablePictures = `${pictureTypes.join(", ")} (cdr, ros1, json; foxglove's in protobuf, too)`;
