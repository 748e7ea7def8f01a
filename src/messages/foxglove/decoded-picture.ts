import { decoderFor } from "../decoder.js";
import type { MessageHeader } from "../field-reader.js";
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

type Content<C, R> = {
  readonly compressed: (image: ReturnType<typeof compressedShape.parse>, topic: string) => C;
  readonly raw: (image: ReturnType<typeof rawShape.parse>, topic: string) => R;
};

/** Header and content of decoded messages, read one after the other. */
const decodedReader = <C, R>(
  schema: TopicSchema,
  { compressed, raw }: Content<C, R>,
): {
  readonly header: PictureReader["header"];
  readonly read: (message: Uint8Array) => {
    readonly header: MessageHeader;
    readonly content: C | R;
  };
} => {
  const { topic, type } = schema;
  const decode = decoderFor(schema);
  const header = headerShape(type);
  const isCompressed = commonTypeName(type).endsWith("CompressedImage");
  return {
    header: (message) => checked(header, decode(message), topic),
    read: (message) => {
      const decoded = decode(message);
      const content = isCompressed
        ? compressed(checked(compressedShape, decoded, topic), topic)
        : raw(checked(rawShape, decoded, topic), topic);
      return { header: checked(header, decoded, topic), content };
    },
  };
};

/**
 * Reads pictures out of decoded messages: foxglove's of any encoding, and ROS's in JSON.
 * @throws SpatialRewardError message.schema
 */
export const decodedPictureReader = (schema: TopicSchema): PictureReader => {
  const { header, read } = decodedReader(schema, {
    compressed: compressedContent,
    raw: rawContent,
  });
  return {
    header,
    picture: (message) => {
      const decoded = read(message);
      return pictureOf(schema.topic, decoded.header, decoded.content);
    },
  };
};

/**
 * Reads depth out of them.
 * @throws SpatialRewardError message.schema
 */
export const decodedDepthReader = (schema: TopicSchema): DepthReader => {
  const { header, read } = decodedReader(schema, { compressed: compressedDepth, raw: rawDepth });
  return {
    header,
    depth: (message) => {
      const decoded = read(message);
      return { ...decoded.header, ...decoded.content };
    },
  };
};
