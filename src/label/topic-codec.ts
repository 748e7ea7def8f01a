import type { TopicInfo } from "../bag/index.js";
import type { TopicSchema } from "../messages/index.js";

/** What is to be known of a topic to read its messages. */
export const schemaOf = ({ name: topic, ...schema }: TopicInfo): TopicSchema => ({
  topic,
  ...schema,
});
