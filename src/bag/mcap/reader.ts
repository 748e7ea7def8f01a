import { type FileHandle, open } from "node:fs/promises";
import { McapIndexedReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import type { Reason } from "../../core/index.js";
import { aroundDamage } from "../around-damage.js";
import { reading } from "../faults.js";
import type { BagPart } from "../recording.js";
import { createRemarks } from "../remarks.js";
import { Segments } from "../segments.js";
import { spanOf, type TimeRange } from "../stamps.js";
import { mend } from "./mend.js";
import { chunkedMessages, indexedMessages } from "./messages.js";
import { topicsOf } from "./topics.js";

interface Opened {
  readonly readable: Segments;
  readonly reader: McapIndexedReader;
  readonly truncated: boolean;
  /** The file itself has a whole index. */
  readonly indexed: boolean;
  readonly remarks: readonly Reason[];
}

/** One MCAP file; without a whole index it is given one. @throws SpatialRewardError bag.unreadable */
export const openMcap = async (path: string, shownAs = path): Promise<BagPart> => {
  const handle = await reading(shownAs, () => open(path, "r"));
  try {
    const opened = await reading(shownAs, () => openReader(handle));
    return await reading(shownAs, () => partOf(opened, handle, path, shownAs));
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
};

const openReader = async (handle: FileHandle): Promise<Opened> => {
  const decompressHandlers = await loadDecompressHandlers();
  const { size } = await handle.stat();
  const readable = new Segments([{ handle, position: 0, length: size }]);
  const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers }).catch(
    () => undefined, // no index, or a damaged one: the file is then read from its start
  );
  if (reader && hasWholeIndex(reader)) {
    return { readable, reader, truncated: false, indexed: true, remarks: [] };
  }
  const mended = await mend(handle, decompressHandlers);
  const again = await McapIndexedReader.Initialize({
    readable: mended.readable,
    decompressHandlers,
  });
  return { ...mended, reader: again, indexed: false };
};

/** Every message is indexed and every channel is known. */
const hasWholeIndex = ({
  statistics,
  chunkIndexes,
  channelsById,
  schemasById,
}: McapIndexedReader): boolean => {
  const indexed = chunkIndexes.reduce((sum, chunk) => sum + indexedMessages(chunk), 0);
  const channels = chunkIndexes.flatMap(({ messageIndexOffsets }) => [
    ...messageIndexOffsets.keys(),
  ]);
  const known = (id: number): boolean => {
    const schema = channelsById.get(id)?.schemaId;
    return schema !== undefined && (schema === 0 || schemasById.has(schema));
  };
  return statistics?.messageCount === BigInt(Math.round(indexed)) && channels.every(known);
};

const partOf = async (
  opened: Opened,
  handle: FileHandle,
  path: string,
  shownAs: string,
): Promise<BagPart> => {
  const { reader, truncated, indexed } = opened;
  const { topics, channels, remarks } = topicsOf(reader);
  const noted = createRemarks();
  for (const reason of [...opened.remarks, ...remarks]) noted.note(reason);
  return {
    path: shownAs,
    format: "mcap",
    truncated,
    topics,
    count: topics.reduce((sum, { count = 0 }) => sum + count, 0),
    ...spanOfChunks(reader),
    metadata: await metadataOf(reader),
    get remarks() {
      return noted.list;
    },
    ...(indexed ? { whole: path } : {}),
    messages: (options) =>
      aroundDamage(chunkedMessages({ ...opened, channels }, options), shownAs, noted.pass()),
    close: () => handle.close(),
  };
};

const spanOfChunks = ({ chunkIndexes }: McapIndexedReader): TimeRange | undefined =>
  spanOf(
    chunkIndexes
      .filter(({ messageIndexLength }) => messageIndexLength > 0n)
      .map(({ messageStartTime, messageEndTime }) => ({
        start: messageStartTime,
        end: messageEndTime,
      })),
  );

const metadataOf = async (reader: McapIndexedReader): Promise<Map<string, Map<string, string>>> => {
  const records = new Map<string, Map<string, string>>();
  for await (const { name, metadata } of reader.readMetadata()) records.set(name, metadata);
  return records;
};
