import { flattened, type Rosbag2Description, type TopicEntry } from "../metadata-yaml.js";
import { defaultOfferedQos } from "../qos.js";
import type { BagReader } from "../recording.js";
import type { LabelledFile } from "./labelled-file.js";
import type { NewTopic } from "./new-topic.js";
import { provenanceName } from "./target.js";

/** What a description is made of; see LabelledOptions. */
export interface Described {
  readonly source: Pick<BagReader, "topics" | "customData" | "rosDistro">;
  readonly topics: readonly NewTopic[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly sidecar?: boolean;
}

/** Describes some or all files of the labelled recording, as rosbag2 does. */
export const descriptionOf = (
  { source, topics, metadata, sidecar = false }: Described,
  files: readonly LabelledFile[],
): Rosbag2Description => {
  const own = sidecar
    ? []
    : source.topics.map((topic) => ({ ...topic, offeredQos: topic.offeredQos ?? "" }));
  const provenance = new Map([[provenanceName, new Map(Object.entries(metadata))]]);
  const inherited = sidecar ? [] : source.customData;
  return {
    storage: files[0]?.storage ?? "mcap",
    files: files.map(({ entry }) => entry),
    topics: [...own, ...topics].map((topic) => topicEntry(topic, files)),
    customData: new Map([...inherited, ...flattened(provenance)]),
    rosDistro: sidecar ? "" : source.rosDistro,
  };
};

const topicEntry = (topic: NewTopic, files: readonly LabelledFile[]): TopicEntry => ({
  name: topic.name,
  type: topic.type,
  messageEncoding: topic.messageEncoding ?? "cdr",
  offeredQos: topic.offeredQos ?? defaultOfferedQos,
  typeHash: topic.typeHash ?? "",
  count: files.reduce((sum, { counts }) => sum + (counts.get(topic.name) ?? 0), 0),
});
