export { openBag } from "./open.js";
export { defaultOfferedQos, offeredQos, type QosProfile } from "./qos.js";
export type {
  BagFormat,
  BagMessage,
  BagMetadata,
  BagPart,
  BagReader,
  ReadOptions,
  TopicInfo,
} from "./recording.js";
