import type { TopicInfo } from "../bag/index.js";
import { type Decoder, decoderFor, type MessageEncoding } from "../messages/index.js";

export const encodingOf = ({ messageEncoding }: TopicInfo): MessageEncoding =>
  messageEncoding === "ros1" ? "ros1" : "cdr";

/** @throws SpatialRewardError message.schema */
export const decoderOf = (topic: TopicInfo): Decoder => decoderFor(topic);
