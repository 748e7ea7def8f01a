import { type FileHandle, open } from "node:fs/promises";
import { Bag } from "@foxglove/rosbag";
import { loadDecompressHandlers } from "@mcap/support";
import type { Reason, Stamp } from "../../core/index.js";
import { nanosecondsPerSecond } from "../../core/index.js";
import { aroundDamage, type Chunked, type Pass } from "../around-damage.js";
import { reading } from "../faults.js";
import type { BagMessage, BagPart, ReadOptions } from "../recording.js";
import { createRemarks } from "../remarks.js";
import { Segments } from "../segments.js";
import { spanOf } from "../stamps.js";
import { ofOneKind, type Source } from "../topic-kinds.js";
import { type Decompress, mend } from "./mend.js";

interface Time {
  readonly sec: number;
  readonly nsec: number;
}

const stampFrom = ({ sec, nsec }: Time): Stamp => BigInt(sec) * nanosecondsPerSecond + BigInt(nsec);

const timeOf = (stamp: Stamp): Time => ({
  sec: Number(stamp / nanosecondsPerSecond),
  nsec: Number(stamp % nanosecondsPerSecond),
});

/** What a bag is read through; where the last read began is remembered. */
class File {
  last: number | undefined;

  constructor(readonly segments: Segments) {}

  size(): number {
    return this.segments.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    this.last = offset;
    const bytes = Buffer.allocUnsafeSlow(length);
    await this.segments.readInto(bytes, offset);
    return bytes;
  }
}

/** One ROS 1 bag (version 2.0; chunks plain, lz4 or bz2); without an index it is given one. @throws SpatialRewardError bag.unreadable */
export const openRos1 = async (path: string): Promise<BagPart> => {
  const handle = await reading(path, () => open(path, "r"));
  try {
    return partOf(await reading(path, () => openBag(handle)), handle, path);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
};

interface Opened {
  readonly bag: Bag;
  readonly file: File;
  readonly truncated: boolean;
  readonly remarks: readonly Reason[];
}

const openBag = async (handle: FileHandle): Promise<Opened> => {
  const { size } = await handle.stat();
  const decompress = await decompressors();
  const file = new File(new Segments([{ handle, position: 0, length: size }]));
  const bag = new Bag(file, { parse: false, decompress });
  try {
    await bag.open();
    return { bag, file, truncated: false, remarks: [] };
  } catch {
    // No index, or one that is cut off or damaged: the chunks are looked for from the start.
    const { readable, remarks } = await mend(handle, size, decompress);
    const mended = new File(readable);
    const again = new Bag(mended, { parse: false, decompress });
    await again.open();
    return { bag: again, file: mended, truncated: true, remarks };
  }
};

const decompressors = async (): Promise<Decompress> => {
  const { lz4, bz2 } = await loadDecompressHandlers();
  if (!lz4 || !bz2) throw new Error("no lz4 or bz2 decompressor");
  return {
    lz4: (bytes, size) => lz4(bytes, BigInt(size)),
    bz2: (bytes, size) => bz2(bytes, BigInt(size)),
  };
};

const partOf = (opened: Opened, handle: FileHandle, path: string): BagPart => {
  const { bag, file, truncated } = opened;
  const { topics, ids, remarks } = ofOneKind(sourcesOf(bag));
  const noted = createRemarks();
  for (const reason of [...opened.remarks, ...remarks]) noted.note(reason);
  const span = spanOf(
    bag.chunkInfos.map(({ startTime, endTime }) => ({
      start: stampFrom(startTime),
      end: stampFrom(endTime),
    })),
  );
  return {
    path,
    format: "ros1",
    truncated,
    topics,
    count: topics.reduce((sum, { count }) => sum + (count ?? 0), 0),
    ...span,
    metadata: new Map(),
    get remarks() {
      return noted.list;
    },
    messages: (options) =>
      aroundDamage(chunkedMessages(bag, file, ids, options), path, noted.pass()),
    close: () => handle.close(),
  };
};

/** Connections of the same topic (several publishers) are one topic. */
const sourcesOf = (bag: Bag): readonly Source<number>[] => {
  const counts = new Map<number, number>();
  for (const { connections } of bag.chunkInfos) {
    for (const { conn, count } of connections) counts.set(conn, (counts.get(conn) ?? 0) + count);
  }
  return [...bag.connections.values()].map(({ conn, topic, type, messageDefinition }) => ({
    id: conn,
    topic: {
      name: topic,
      type: type ?? "",
      messageEncoding: "ros1",
      schemaEncoding: "ros1msg",
      definition: messageDefinition,
      count: counts.get(conn) ?? 0,
    },
  }));
};

/** The messages of an indexed bag, chunk by chunk. */
const chunkedMessages = (
  bag: Bag,
  file: File,
  connections: ReadonlySet<number>,
  { topics }: ReadOptions = {},
): Chunked => {
  const chunks = bag.chunkInfos;
  const pass = async (from: Stamp | undefined, damaged: ReadonlySet<bigint>): Promise<Pass> => {
    bag.chunkInfos = chunks.filter(({ chunkPosition }) => !damaged.has(BigInt(chunkPosition)));
    file.last = undefined;
    const chosen = topics ? { topics: [...topics] } : {};
    // The first chunk of the file need not be the earliest.
    const start = timeOf(from ?? 0n);
    const messages =
      bag.chunkInfos.length === 0 ? nothing() : messagesOf(bag, connections, { start, ...chosen });
    return {
      messages,
      chunk: () => (file.last === undefined ? undefined : BigInt(file.last)),
    };
  };
  const count = (chunk: bigint): number =>
    chunks
      .find(({ chunkPosition }) => BigInt(chunkPosition) === chunk)
      ?.connections.reduce((sum, one) => sum + one.count, 0) ?? 1;
  return { pass, count };
};

async function* nothing(): AsyncGenerator<BagMessage, void, void> {}

async function* messagesOf(
  bag: Bag,
  connections: ReadonlySet<number>,
  options: { readonly start: Time; readonly topics?: string[] },
): AsyncGenerator<BagMessage, void, void> {
  for await (const { topic, connectionId, timestamp, data } of bag.messageIterator(options)) {
    const logTime = stampFrom(timestamp);
    if (connections.has(connectionId)) yield { topic, logTime, publishTime: logTime, data };
  }
}
