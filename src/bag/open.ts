import { type Failure, type Reason, SpatialRewardError } from "../core/index.js";
import { type Located, locate } from "./locate.js";
import { inTimeOrder } from "./merge.js";
import { customMetadata, flattened, type ParsedMetadata } from "./metadata-yaml.js";
import { openPart } from "./part.js";
import type { BagMetadata, BagPart, BagReader, TopicInfo } from "./recording.js";
import { addedUp } from "./remarks.js";
import { spanOf, type TimeRange } from "./stamps.js";
import { ofOneKind } from "./topic-kinds.js";

/**
 * Opens a recording: an .mcap, .db3 or .bag file, or a rosbag2 folder (with or without metadata.yaml).
 * @throws SpatialRewardError bag.missing, bag.not-a-bag, bag.empty, bag.unreadable; each names the path
 */
export const openBag = async (path: string): Promise<BagReader> => {
  const { files, description, remarks } = await locate(path);
  const { parts, unread } = await openAll(files);
  try {
    return readerOf(path, parts, description, [...remarks, ...unread]);
  } catch (thrown) {
    await closeAll(parts);
    throw thrown;
  }
};

interface Opened {
  readonly parts: readonly BagPart[];
  readonly unread: readonly Reason[];
}

/** What can't be read is left out, as long as something can. @throws SpatialRewardError of the first where nothing can */
const openAll = async (files: readonly string[]): Promise<Opened> => {
  const parts: BagPart[] = [];
  const failures: Failure[] = [];
  let first: unknown;
  for (const file of files) {
    try {
      parts.push(await openPart(file));
    } catch (thrown) {
      if (!(thrown instanceof SpatialRewardError)) {
        await closeAll(parts);
        throw thrown;
      }
      first ??= thrown;
      failures.push({ code: thrown.code, message: thrown.message });
    }
  }
  if (parts.length === 0) throw first;
  const unread = failures.map(
    ({ message }): Reason => ({ kind: "recording", what: `left out: ${message}`, count: 1 }),
  );
  return { parts, unread };
};

const closeAll = async (parts: readonly BagPart[]): Promise<void> => {
  await Promise.all(parts.map((part) => part.close()));
};

const readerOf = (
  path: string,
  opened: readonly BagPart[],
  description: Located["description"],
  remarks: readonly Reason[],
): BagReader => {
  const { parts, topics, left } = joined([...opened].sort(byStart), description);
  const [first] = parts;
  const truncated = parts.some((part) => part.truncated);
  if (first === undefined || parts.every(({ count }) => count === 0)) {
    const why = truncated
      ? ": its recorder crashed, or it was cut off, before the first were written whole"
      : "";
    throw new SpatialRewardError("bag.empty", `${path}: has no messages${why}`);
  }
  return {
    path,
    files: parts.map((part) => part.path),
    format: first.format,
    truncated,
    topics,
    ...spanOf(parts.filter(hasSpan)),
    parts,
    rosDistro: description?.rosDistro ?? "",
    customData: description?.customData ?? customDataOf(parts),
    get remarks() {
      return addedUp([...remarks, ...left, ...parts.flatMap((part) => part.remarks)]);
    },
    messages: (options) => inTimeOrder(parts, options),
    metadata: () => metadataOf(parts, description),
    close: () => closeAll(parts),
  };
};

/** Files without messages come last. */
const byStart = (a: BagPart, b: BagPart): number => {
  if (a.start === undefined || b.start === undefined) {
    return Number(a.start === undefined) - Number(b.start === undefined);
  }
  return a.start < b.start ? -1 : Number(a.start > b.start);
};

const hasSpan = (part: BagPart): part is BagPart & TimeRange =>
  part.start !== undefined && part.end !== undefined;

/**
 * A topic of several files is one topic; what the first doesn't know of it, the others or metadata.yaml may. Where files
 * disagree on its kind, it is the one that most of its messages are of.
 */
const joined = (
  opened: readonly BagPart[],
  description?: ParsedMetadata,
): {
  readonly parts: readonly BagPart[];
  readonly topics: readonly TopicInfo[];
  readonly left: readonly Reason[];
} => {
  const sources = opened.flatMap((part, file) =>
    part.topics.map((topic) => ({ id: `${file} ${topic.name}`, topic })),
  );
  const { topics, ids, remarks: left } = ofOneKind(sources);
  const parts = opened.map((part, file) =>
    withoutTopics(part, ({ name }) => !ids.has(`${file} ${name}`)),
  );
  return { parts, topics: topics.map((topic) => completed(topic, description)), left };
};

const completed = (topic: TopicInfo, description?: ParsedMetadata): TopicInfo => {
  const offeredQos = topic.offeredQos || description?.offeredQos.get(topic.name);
  const typeHash = topic.typeHash || description?.typeHashes.get(topic.name);
  return { ...topic, ...(offeredQos ? { offeredQos } : {}), ...(typeHash ? { typeHash } : {}) };
};

/** Its topics stay listed, for the file has them; their messages are not handed out. */
const withoutTopics = (part: BagPart, leftOut: (topic: TopicInfo) => boolean): BagPart => {
  if (!part.topics.some(leftOut)) return part;
  const kept = part.topics.filter((topic) => !leftOut(topic)).map(({ name }) => name);
  return {
    ...part,
    get remarks() {
      return part.remarks;
    },
    messages: ({ topics = kept } = {}) =>
      part.messages({ topics: topics.filter((name) => kept.includes(name)) }),
    close: () => part.close(),
  };
};

/** SQLite files carry rosbag2's description themselves. */
const customDataOf = (parts: readonly BagPart[]): ReadonlyMap<string, string> =>
  new Map(
    parts
      .filter(({ format }) => format === "sqlite3")
      .flatMap(({ metadata }) => [...flattened(metadata)]),
  );

const metadataOf = (parts: readonly BagPart[], description?: ParsedMetadata): BagMetadata =>
  new Map([
    ...(description ? customMetadata(description) : []),
    ...parts.flatMap(({ metadata }) => [...metadata]),
  ]);
