import { decoderFor } from "../decoder.js";
import {
  compressedContent,
  compressedDepth,
  pictureOf,
  rawContent,
  rawDepth,
} from "../image/index.js";
import { commonTypeName } from "../message-kind.js";
import type { DepthReader, PictureReader, TopicSchema } from "../topic-readers.js";
import { headerShape } from "./header.js";
import { compressedShape, rawShape } from "./image-shapes.js";
import { checked } from "./record.js";

/**
 * Reads pictures out of decoded messages: foxglove's of any encoding, and ROS's in JSON.
 * @throws SpatialRewardError message.schema
 */
export const decodedPictureReader = (schema: TopicSchema): PictureReader => {
  const { topic, type } = schema;
  const decode = decoderFor(schema);
  const header = headerShape(type);
  const isCompressed = commonTypeName(type).endsWith("CompressedImage");
  return {
    header: (message) => checked(header, decode(message), topic),
    picture: (message) => {
      const decoded = decode(message);
      const content = isCompressed
        ? compressedContent(checked(compressedShape, decoded, topic), topic)
        : rawContent(checked(rawShape, decoded, topic), topic);
      return pictureOf(topic, checked(header, decoded, topic), content);
    },
  };
};

/**
 * Reads depth out of them.
 * @throws SpatialRewardError message.schema
 */
export const decodedDepthReader = (schema: TopicSchema): DepthReader => {
  const { topic, type } = schema;
  const decode = decoderFor(schema);
  const header = headerShape(type);
  const isCompressed = commonTypeName(type).endsWith("CompressedImage");
  return {
    header: (message) => checked(header, decode(message), topic),
    depth: (message) => {
      const decoded = decode(message);
      const content = isCompressed
        ? compressedDepth(checked(compressedShape, decoded, topic), topic)
        : rawDepth(checked(rawShape, decoded, topic), topic);
      return { ...checked(header, decoded, topic), ...content };
    },
  };
};
