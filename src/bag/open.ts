import { SpatialRewardError } from "../core/index.js";
import { type Located, locate } from "./locate.js";
import { inTimeOrder } from "./merge.js";
import { customMetadata, flattened, type ParsedMetadata } from "./metadata-yaml.js";
import { openPart } from "./part.js";
import type { BagMetadata, BagPart, BagReader, TopicInfo } from "./recording.js";
import { spanOf, type TimeRange } from "./stamps.js";

/**
 * Opens a recording: an .mcap, .db3 or .bag file, or a rosbag2 folder (with or without metadata.yaml).
 * @throws SpatialRewardError bag.missing, bag.not-a-bag, bag.empty, bag.unreadable; each names the path
 */
export const openBag = async (path: string): Promise<BagReader> => {
  const { files, description } = await locate(path);
  const parts = await openAll(files);
  try {
    return readerOf(path, parts, description);
  } catch (thrown) {
    await closeAll(parts);
    throw thrown;
  }
};

const openAll = async (files: readonly string[]): Promise<BagPart[]> => {
  const parts: BagPart[] = [];
  try {
    for (const file of files) parts.push(await openPart(file));
    return parts;
  } catch (thrown) {
    await closeAll(parts);
    throw thrown;
  }
};

const closeAll = async (parts: readonly BagPart[]): Promise<void> => {
  await Promise.all(parts.map((part) => part.close()));
};

const readerOf = (
  path: string,
  opened: readonly BagPart[],
  description: Located["description"],
): BagReader => {
  const parts = [...opened].sort(byStart);
  const [first] = parts;
  const truncated = parts.some((part) => part.truncated);
  if (first === undefined || parts.every(({ count }) => count === 0)) {
    const why = truncated ? ": its recorder crashed before the first was written" : "";
    throw new SpatialRewardError("bag.empty", `${path}: has no messages${why}`);
  }
  return {
    path,
    files: parts.map((part) => part.path),
    format: first.format,
    truncated,
    topics: topicsOf(parts, description),
    ...spanOf(parts.filter(hasSpan)),
    parts,
    rosDistro: description?.rosDistro ?? "",
    customData: description?.customData ?? customDataOf(parts),
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

/** A topic of several files is one topic; what the first doesn't know of it, the others or metadata.yaml may. */
const topicsOf = (parts: readonly BagPart[], description?: ParsedMetadata): TopicInfo[] => {
  const topics = new Map<string, TopicInfo>();
  for (const topic of parts.flatMap((part) => part.topics)) {
    const known = topics.get(topic.name);
    topics.set(topic.name, known ? joined(known, topic) : topic);
  }
  return [...topics.values()].map((topic) => {
    const offeredQos = topic.offeredQos || description?.offeredQos.get(topic.name);
    const typeHash = topic.typeHash || description?.typeHashes.get(topic.name);
    return { ...topic, ...(offeredQos ? { offeredQos } : {}), ...(typeHash ? { typeHash } : {}) };
  });
};

const joined = (known: TopicInfo, other: TopicInfo): TopicInfo => ({
  ...(known.definition.length === 0 ? other : known),
  count: (known.count ?? 0) + (other.count ?? 0),
});

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
