import { type FileHandle, open } from "node:fs/promises";
import { Bag } from "@foxglove/rosbag";
import { loadDecompressHandlers } from "@mcap/support";
import type { Stamp } from "../../core/index.js";
import { nanosecondsPerSecond } from "../../core/index.js";
import { reading, unreadable } from "../faults.js";
import type { BagMessage, BagPart, ReadOptions, TopicInfo } from "../recording.js";
import { spanOf } from "../stamps.js";

interface Time {
  readonly sec: number;
  readonly nsec: number;
}

const stampFrom = ({ sec, nsec }: Time): Stamp => BigInt(sec) * nanosecondsPerSecond + BigInt(nsec);

/** Positioned reads, each into its own memory. */
const readFrom = (handle: FileHandle, size: number) => ({
  size: () => size,
  read: async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    if (bytesRead !== length) throw new Error(`the file ends at byte ${offset + bytesRead}`);
    return bytes;
  },
});

/** One ROS 1 bag (version 2.0, indexed; chunks plain, lz4 or bz2). @throws SpatialRewardError bag.unreadable */
export const openRos1 = async (path: string): Promise<BagPart> => {
  const handle = await reading(path, () => open(path, "r"));
  try {
    const { size } = await handle.stat();
    const decompress = await decompressors();
    const bag = new Bag(readFrom(handle, size), { parse: false, decompress });
    await reading(path, () => openIndexed(bag));
    return partOf(bag, handle, path);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
};

const openIndexed = async (bag: Bag): Promise<void> => {
  try {
    await bag.open();
  } catch (thrown) {
    if (bag.header?.indexPosition !== 0) throw thrown;
    throw new Error("it has no index (its recorder crashed); `rosbag reindex` gives it one");
  }
};

const decompressors = async (): Promise<
  Record<string, (bytes: Uint8Array, size: number) => Uint8Array>
> => {
  const { lz4, bz2 } = await loadDecompressHandlers();
  if (!lz4 || !bz2) throw new Error("no lz4 or bz2 decompressor");
  return {
    lz4: (bytes, size) => lz4(bytes, BigInt(size)),
    bz2: (bytes, size) => bz2(bytes, BigInt(size)),
  };
};

const partOf = (bag: Bag, handle: FileHandle, path: string): BagPart => {
  const topics = topicsOf(bag);
  const span = spanOf(
    bag.chunkInfos.map(({ startTime, endTime }) => ({
      start: stampFrom(startTime),
      end: stampFrom(endTime),
    })),
  );
  return {
    path,
    format: "ros1",
    truncated: false,
    topics,
    count: topics.reduce((sum, { count }) => sum + (count ?? 0), 0),
    ...span,
    metadata: new Map(),
    messages: (options) => messagesOf(bag, path, options),
    close: () => handle.close(),
  };
};

/** Connections of the same topic (several publishers) are one topic. */
const topicsOf = (bag: Bag): TopicInfo[] => {
  const counts = new Map<number, number>();
  for (const { connections } of bag.chunkInfos) {
    for (const { conn, count } of connections) counts.set(conn, (counts.get(conn) ?? 0) + count);
  }
  const topics = new Map<string, TopicInfo>();
  for (const connection of bag.connections.values()) {
    const before = topics.get(connection.topic)?.count ?? 0;
    topics.set(connection.topic, {
      name: connection.topic,
      type: connection.type ?? "",
      messageEncoding: "ros1",
      schemaEncoding: "ros1msg",
      definition: connection.messageDefinition,
      count: before + (counts.get(connection.conn) ?? 0),
    });
  }
  return [...topics.values()];
};

async function* messagesOf(
  bag: Bag,
  path: string,
  { topics }: ReadOptions = {},
): AsyncGenerator<BagMessage, void, void> {
  if (bag.startTime === undefined) return;
  // The first chunk of the file need not be the earliest.
  const start = { sec: 0, nsec: 0 };
  try {
    const chosen = topics ? { topics: [...topics] } : {};
    for await (const { topic, timestamp, data } of bag.messageIterator({ start, ...chosen })) {
      const logTime = stampFrom(timestamp);
      yield { topic, logTime, publishTime: logTime, data };
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}
