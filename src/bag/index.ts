export { exists } from "./exists.js";
export { unwritable, writing } from "./faults.js";
export { openBag } from "./open.js";
export { defaultOfferedQos, offeredQos, playedQos, type QosProfile } from "./qos.js";
export type {
  BagFormat,
  BagMessage,
  BagMetadata,
  BagPart,
  BagReader,
  ReadOptions,
  TopicInfo,
} from "./recording.js";
export { type Compression, compressions } from "./write/compression.js";
export { createMcap, type McapOptions, type NewMcap } from "./write/create-mcap.js";
export type { Messages, NewMessage, NewTopic } from "./write/new-topic.js";
export { type Staging, stage } from "./write/staging.js";
export { provenanceName } from "./write/target.js";
export { type LabelledOptions, type WrittenBag, writeLabelled } from "./write/write-labelled.js";
