import { type CameraInfo, readCameraInfo } from "./camera-info.js";
import { decoderFor, type MessageSchema } from "./decoder.js";
import { headerOf, type MessageHeader } from "./field-reader.js";
import { type Picture, pictureFromMessage } from "./image/index.js";
import { isMessageEncoding, type MessageEncoding } from "./message-type.js";
import { type StampedTransform, transformsIn } from "./transform-message.js";

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

const layoutOf = ({ messageEncoding }: TopicSchema): MessageEncoding =>
  isMessageEncoding(messageEncoding) ? messageEncoding : "cdr";

/** @throws SpatialRewardError message.schema for a type that isn't an image's */
export const pictureReader = (schema: TopicSchema): PictureReader => {
  const { topic, type } = schema;
  const messageEncoding = layoutOf(schema);
  return {
    header: (bytes) => headerOf(bytes, messageEncoding, type),
    picture: (bytes) => pictureFromMessage({ topic, type, messageEncoding, bytes }),
  };
};

/** Reads a topic's calibrations; what it returns throws SpatialRewardError message.malformed. */
export const cameraInfoReader =
  (schema: TopicSchema): ((bytes: Uint8Array) => CameraInfo) =>
  (bytes) =>
    readCameraInfo(bytes, layoutOf(schema), schema.topic);

/**
 * Reads a topic's transforms; what it returns throws SpatialRewardError message.malformed.
 * @throws SpatialRewardError message.schema when the definition can't be parsed or none is known
 */
export const transformsReader = (
  schema: TopicSchema,
): ((bytes: Uint8Array) => readonly StampedTransform[]) => {
  const decode = decoderFor(schema);
  return (bytes) => transformsIn(decode(bytes), schema.topic);
};
