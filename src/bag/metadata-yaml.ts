import { Document, isScalar, parse, type Scalar, visit } from "yaml";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import { qosForVersion8 } from "./qos.js";
import type { BagMetadata } from "./recording.js";
import { spanOf, type TimeRange } from "./stamps.js";

/**
 * The version of metadata.yaml that we write: it has everything (custom data, type hashes, distribution), and is the
 * last whose QoS profiles are a string, which Humble needs. Readers skip what their own version doesn't know.
 */
export const metadataVersion = 8;
export const metadataFileName = "metadata.yaml";

export interface TopicEntry {
  readonly name: string;
  readonly type: string;
  readonly messageEncoding: string;
  /** YAML list of profiles, any version's form. */
  readonly offeredQos: string;
  /** `RIHS01_…`; empty when unknown. */
  readonly typeHash: string;
  readonly count: number;
}

export interface FileEntry extends TimeRange {
  readonly path: string;
  readonly count: number;
}

/** rosbag2's description of a recording. */
export interface Rosbag2Description {
  readonly storage: string;
  readonly files: readonly FileEntry[];
  readonly topics: readonly TopicEntry[];
  readonly customData: ReadonlyMap<string, string>;
  readonly rosDistro: string;
}

const duration = ({ start, end }: TimeRange): { nanoseconds: Stamp } => ({
  nanoseconds: end - start,
});
const since = (start: Stamp): { nanoseconds_since_epoch: Stamp } => ({
  nanoseconds_since_epoch: start,
});
/** Field by field as rosbag2's `convert<BagMetadata>` writes version 8. */
const informationOf = (description: Rosbag2Description) => {
  const { storage, files, topics, customData, rosDistro } = description;
  const span = spanOf(files) ?? { start: 0n, end: 0n };
  return {
    version: metadataVersion,
    storage_identifier: storage,
    duration: duration(span),
    starting_time: since(span.start),
    message_count: files.reduce((sum, { count }) => sum + count, 0),
    topics_with_message_count: topics.map((topic) => ({
      topic_metadata: {
        name: topic.name,
        type: topic.type,
        serialization_format: topic.messageEncoding,
        offered_qos_profiles: qosForVersion8(topic.offeredQos),
        type_description_hash: topic.typeHash,
      },
      message_count: topic.count,
    })),
    compression_format: "",
    compression_mode: "",
    relative_file_paths: files.map(({ path }) => path),
    files: files.map(({ path, start, end, count }) => ({
      path,
      starting_time: since(start),
      duration: duration({ start, end }),
      message_count: count,
    })),
    custom_data: customData.size > 0 ? Object.fromEntries(customData) : null,
    ros_distro: rosDistro,
  };
};

const printed = (content: unknown): string => {
  const document = new Document(content);
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && needsQuotes(node)) node.type = "QUOTE_DOUBLE";
    },
  });
  const oneLine = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };
  return document.toString({ ...oneLine, nullStr: "~" });
};

/** rosbag2 writes texts of several lines, and empty ones, in double quotes. */
const needsQuotes = ({ value }: Scalar): boolean =>
  typeof value === "string" && (value === "" || value.includes("\n"));

/** The text of metadata.yaml. */
export const formatMetadata = (description: Rosbag2Description): string =>
  printed({ rosbag2_bagfile_information: informationOf(description) });

/** The same as a recording's own file stores it (the `metadata` table of SQLite). */
export const formatStoredMetadata = (description: Rosbag2Description): string =>
  printed(informationOf(description));

/** What we need of a recording's description, of any version. */
export interface ParsedMetadata {
  readonly files: readonly string[];
  readonly typeHashes: ReadonlyMap<string, string>;
  readonly offeredQos: ReadonlyMap<string, string>;
  readonly customData: ReadonlyMap<string, string>;
  readonly rosDistro: string;
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const parsed = (information: Record<string, unknown>): ParsedMetadata => {
  const topics = listOf(information.topics_with_message_count).map((entry) =>
    recordOf(recordOf(entry).topic_metadata),
  );
  const perTopic = (ofTopic: (topic: Record<string, unknown>) => string) =>
    new Map(topics.map((topic) => [textOf(topic.name), ofTopic(topic)]));
  return {
    files: listOf(information.relative_file_paths).map(textOf),
    typeHashes: perTopic((topic) => textOf(topic.type_description_hash)),
    offeredQos: perTopic((topic) => qosForVersion8(topic.offered_qos_profiles)),
    customData: new Map(
      Object.entries(recordOf(information.custom_data)).map(([key, value]) => [key, String(value)]),
    ),
    rosDistro: textOf(information.ros_distro),
  };
};

/** @throws SpatialRewardError bag.unreadable when it isn't rosbag2's */
export const parseMetadata = (text: string, path: string): ParsedMetadata => {
  if (/^[\0\s]*$/.test(text)) {
    const what = text.includes("\0") ? "holds nothing but zeros" : "is empty";
    throw new SpatialRewardError("bag.unreadable", `${path}: ${what}`);
  }
  const content = recordOf(parsedYaml(text, path)).rosbag2_bagfile_information;
  if (content === undefined) {
    throw new SpatialRewardError(
      "bag.unreadable",
      `${path}: has no rosbag2_bagfile_information, so it does not describe a recording`,
    );
  }
  return inYaml(path, () => parsed(recordOf(content)));
};

const parsedYaml = (text: string, path: string): unknown =>
  inYaml(path, () => parse(text, { intAsBigInt: true }));

/** QoS profiles are YAML within the YAML. */
const inYaml = <T>(path: string, read: () => T): T => {
  try {
    return read();
  } catch (thrown) {
    // Further lines show the place.
    const [reason] = (thrown instanceof Error ? thrown.message : String(thrown)).split(/:?\n/);
    throw new SpatialRewardError("bag.unreadable", `${path}: is not valid YAML: ${reason}`, {
      cause: thrown,
    });
  }
};

/** Of the `metadata` table. @throws SpatialRewardError bag.unreadable */
export const parseStoredMetadata = (text: string): ParsedMetadata => {
  const content = parsedYaml(text, "its metadata table");
  return inYaml("its metadata table", () => parsed(recordOf(content)));
};

/** Custom data is one flat map: `spatial_reward.model` is key `model` of the record `spatial_reward`. */
export const flattened = (metadata: BagMetadata): Map<string, string> => {
  const flat = new Map<string, string>();
  for (const [name, record] of metadata) {
    for (const [key, value] of record) flat.set(key === "" ? name : `${name}.${key}`, value);
  }
  return flat;
};

/** The inverse of `flattened`; keys without a dot are records' names with one entry of the empty key. */
export const customMetadata = ({
  customData,
}: ParsedMetadata): Map<string, Map<string, string>> => {
  const metadata = new Map<string, Map<string, string>>();
  for (const [key, value] of customData) {
    const dot = key.indexOf(".");
    const name = dot < 0 ? key : key.slice(0, dot);
    const record = metadata.get(name) ?? new Map<string, string>();
    metadata.set(name, record.set(dot < 0 ? "" : key.slice(dot + 1), value));
  }
  return metadata;
};
