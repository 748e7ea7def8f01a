import type { TopicInfo } from "../bag/index.js";
import type { MessageEncoding, SchemaEncoding, TopicSchema } from "../messages/index.js";

const encodingOf = ({ messageEncoding }: TopicInfo): MessageEncoding =>
  messageEncoding === "ros1" ? "ros1" : "cdr";

const schemaEncodingOf = ({ schemaEncoding }: TopicInfo): SchemaEncoding =>
  schemaEncoding === "ros1msg" || schemaEncoding === "ros2idl" ? schemaEncoding : "ros2msg";

/** What is to be known of a topic to read its messages. */
export const schemaOf = (topic: TopicInfo): TopicSchema => ({
  topic: topic.name,
  type: topic.type,
  definition: topic.definition,
  messageEncoding: encodingOf(topic),
  schemaEncoding: schemaEncodingOf(topic),
});
