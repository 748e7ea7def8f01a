import type { TopicInfo } from "../bag/index.js";
import {
  type Decoder,
  decoderFor,
  type MessageEncoding,
  type SchemaEncoding,
} from "../messages/index.js";

export const encodingOf = ({ messageEncoding }: TopicInfo): MessageEncoding =>
  messageEncoding === "ros1" ? "ros1" : "cdr";

const schemaEncodingOf = ({ schemaEncoding }: TopicInfo): SchemaEncoding =>
  schemaEncoding === "ros1msg" || schemaEncoding === "ros2idl" ? schemaEncoding : "ros2msg";

/** @throws SpatialRewardError message.schema */
export const decoderOf = (topic: TopicInfo): Decoder =>
  decoderFor({
    type: topic.type,
    definition: topic.definition,
    messageEncoding: encodingOf(topic),
    schemaEncoding: schemaEncodingOf(topic),
  });
