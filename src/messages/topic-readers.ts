import { SpatialRewardError } from "../core/index.js";
import { type CameraInfo, readCameraInfo } from "./camera-info.js";
import { decoderFor, type MessageSchema } from "./decoder.js";
import { headerOf, type MessageHeader } from "./field-reader.js";
import { decodedCameraInfoReader } from "./foxglove/decoded-camera-info.js";
import { decodedDepthReader, decodedPictureReader } from "./foxglove/decoded-picture.js";
import {
  compressedDepth,
  type DepthPicture,
  type Picture,
  pictureFromMessage,
  rawDepth,
  readCompressedImage,
  readRawImage,
} from "./image/index.js";
import {
  commonTypeName,
  isCameraInfoTopic,
  isPictureTopic,
  isTransformsTopic,
  readablePictures,
} from "./message-kind.js";
import { isCompressedImageType, isMessageEncoding, type MessageEncoding } from "./message-type.js";
import { readTransforms, type StampedTransform, transformsIn } from "./transform-message.js";

/** A topic as its recording or its publisher describes it. */
export interface TopicSchema extends MessageSchema {
  readonly topic: string;
}

/**
 * Reads what a topic's messages show, whatever their type and encoding. `picture` looks at the bytes again when its
 * pixels are asked for: they must then still be as they were.
 * The readers throw SpatialRewardError message.malformed and image.*.
 */
export interface PictureReader {
  readonly header: (bytes: Uint8Array) => MessageHeader;
  readonly picture: (bytes: Uint8Array) => Picture;
}

/** As a PictureReader, of what a depth camera measured. */
export interface DepthReader {
  readonly header: (bytes: Uint8Array) => MessageHeader;
  readonly depth: (bytes: Uint8Array) => DepthPicture;
}

/** ROS's own types in ROS's own encodings are read straight from their bytes. */
const layoutOf = ({ type, messageEncoding }: TopicSchema): MessageEncoding | undefined =>
  isMessageEncoding(messageEncoding) && !commonTypeName(type).startsWith("foxglove.")
    ? messageEncoding
    : undefined;

/** @throws SpatialRewardError message.schema for a type or an encoding that isn't read, or a definition that can't be used */
export const pictureReader = (schema: TopicSchema): PictureReader => {
  const { topic, type } = schema;
  if (!isPictureTopic(schema)) throw unread(schema, readablePictures);
  const messageEncoding = layoutOf(schema);
  if (messageEncoding === undefined) return decodedPictureReader(schema);
  return {
    header: (bytes) => headerOf(bytes, messageEncoding, type),
    picture: (bytes) => pictureFromMessage({ topic, type, messageEncoding, bytes }),
  };
};

const depthOf = (
  { topic, type }: TopicSchema,
  messageEncoding: MessageEncoding,
  bytes: Uint8Array,
): DepthPicture => {
  if (isCompressedImageType(type)) {
    const { stamp, frameId, ...image } = readCompressedImage(bytes, messageEncoding, topic);
    return { stamp, frameId, ...compressedDepth(image, topic) };
  }
  const { stamp, frameId, ...image } = readRawImage(bytes, messageEncoding, topic);
  return { stamp, frameId, ...rawDepth(image, topic) };
};

/** @throws SpatialRewardError message.schema as pictureReader */
export const depthReader = (schema: TopicSchema): DepthReader => {
  if (!isPictureTopic(schema)) throw unread(schema, readablePictures);
  const messageEncoding = layoutOf(schema);
  if (messageEncoding === undefined) return decodedDepthReader(schema);
  return {
    header: (bytes) => headerOf(bytes, messageEncoding, schema.type),
    depth: (bytes) => depthOf(schema, messageEncoding, bytes),
  };
};

/**
 * Reads a topic's calibrations; what it returns throws SpatialRewardError message.malformed.
 * @throws SpatialRewardError message.schema as pictureReader
 */
export const cameraInfoReader = (schema: TopicSchema): ((bytes: Uint8Array) => CameraInfo) => {
  if (!isCameraInfoTopic(schema)) throw unread(schema, "CameraInfo and CameraCalibration");
  const messageEncoding = layoutOf(schema);
  return messageEncoding === undefined
    ? decodedCameraInfoReader(schema)
    : (bytes) => readCameraInfo(bytes, messageEncoding, schema.topic);
};

/**
 * Reads a topic's transforms; what it returns throws SpatialRewardError message.malformed.
 * @throws SpatialRewardError message.schema as pictureReader, or where no definition is known
 */
export const transformsReader = (
  schema: TopicSchema,
): ((bytes: Uint8Array) => readonly StampedTransform[]) => {
  if (!isTransformsTopic(schema))
    throw unread(schema, "TFMessage, FrameTransform and FrameTransforms");
  const messageEncoding = layoutOf(schema);
  if (messageEncoding !== undefined)
    return (bytes) => readTransforms(bytes, messageEncoding, schema.topic);
  const decode = decoderFor(schema);
  return (bytes) => transformsIn(decode(bytes), schema.topic, schema.type);
};

const unread = ({ topic, type, messageEncoding }: TopicSchema, read: string): SpatialRewardError =>
  new SpatialRewardError(
    "message.schema",
    `${topic}: its messages are ${type || "of no type"} in ${messageEncoding || "no encoding"}; read are ${read}`,
  );
