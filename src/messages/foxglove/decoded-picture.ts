import { z } from "zod";
import { decoderFor } from "../decoder.js";
import { compressedContent, pictureOf, rawContent } from "../image/index.js";
import { commonTypeName } from "../message-kind.js";
import type { PictureReader, TopicSchema } from "../topic-readers.js";
import { headerShape } from "./header.js";
import { bytes, checked, count, text } from "./record.js";

const compressed = z.object({ format: text, data: bytes });

const raw = z
  .object({
    width: count,
    height: count,
    encoding: z.string(),
    step: count,
    // foxglove's are little endian.
    is_bigendian: z.union([z.boolean(), count]).optional(),
    data: bytes,
  })
  .transform(({ is_bigendian: bigEndian, ...image }) => ({
    ...image,
    bigEndian: Boolean(bigEndian),
  }));

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
        ? compressedContent(checked(compressed, decoded, topic), topic)
        : rawContent(checked(raw, decoded, topic), topic);
      return pictureOf(topic, checked(header, decoded, topic), content);
    },
  };
};
