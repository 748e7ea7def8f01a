import { type Reason, SpatialRewardError, type Stamp } from "../../core/index.js";
import { reading, unreadable } from "../faults.js";
import { customMetadata, parseStoredMetadata } from "../metadata-yaml.js";
import type { BagMessage, BagMetadata, BagPart, ReadOptions, TopicInfo } from "../recording.js";
import { createRemarks } from "../remarks.js";
import { spanOf, type TimeRange } from "../stamps.js";
import { ofOneKind } from "../topic-kinds.js";
import { type Database, openForReading } from "./database.js";

interface Topic extends TopicInfo {
  readonly id: bigint;
}

interface Stock {
  readonly topics: readonly Topic[];
  readonly span: TimeRange | undefined;
  /** Messages that are left out. */
  readonly left: readonly Reason[];
}

/**
 * One rosbag2 SQLite file of any schema version (1 has no QoS, below 4 no definitions).
 * @throws SpatialRewardError bag.unreadable
 */
export const openSqlite = async (
  path: string,
  { shownAs = path, packed = false }: { shownAs?: string; packed?: boolean } = {},
): Promise<BagPart> => {
  const { database, close } = await reading(shownAs, () => openForReading(path));
  try {
    return await reading(shownAs, async () => {
      const { topics, span, left } = takeStock(database);
      const { metadata, remarks } = storedMetadata(database);
      const noted = createRemarks();
      for (const reason of [...left, ...remarks]) noted.note(reason);
      return {
        path: shownAs,
        format: "sqlite3",
        truncated: false,
        topics: topics.map(({ id, ...topic }) => topic),
        count: topics.reduce((sum, { count }) => sum + (count ?? 0), 0),
        ...span,
        metadata,
        get remarks() {
          return noted.list;
        },
        ...(packed ? {} : { whole: path }),
        messages: (options) => messagesOf(database, topics, shownAs, options),
        close,
      };
    });
  } catch (thrown) {
    await close();
    throw thrown;
  }
};

const takeStock = (database: Database): Stock => {
  const statistics = database.all(
    "SELECT topic_id AS id, COUNT(*) AS count, MIN(timestamp) AS start, MAX(timestamp) AS end FROM messages GROUP BY topic_id",
  );
  const counts = new Map(statistics.map(({ id, count }) => [String(id), Number(count)]));
  const topics = readTopics(database).map((topic) => ({
    ...topic,
    count: counts.get(String(topic.id)) ?? 0,
  }));
  const ranges = statistics.map(({ start, end }) => ({
    start: stampFrom(start),
    end: stampFrom(end),
  }));
  const kinds = ofOneKind(topics.map((topic) => ({ id: topic.id, topic })));
  const chosen = topics.filter(({ id }) => kinds.ids.has(id));
  return { topics: chosen, span: spanOf(ranges), left: kinds.remarks };
};

const stampFrom = (value: unknown): Stamp => BigInt(value as number | bigint);

const readTopics = (database: Database): Topic[] => {
  const definitions = readDefinitions(database);
  return database.all("SELECT * FROM topics ORDER BY id").map((row) => {
    const type = String(row.type);
    const stored = definitions.get(type);
    return {
      id: stampFrom(row.id),
      name: String(row.name),
      type,
      messageEncoding: String(row.serialization_format),
      schemaEncoding: stored?.encoding ?? "",
      definition: stored?.definition ?? "",
      ...(row.offered_qos_profiles === undefined
        ? {}
        : { offeredQos: String(row.offered_qos_profiles) }),
      ...(row.type_description_hash ? { typeHash: String(row.type_description_hash) } : {}),
    };
  });
};

const readDefinitions = (
  database: Database,
): ReadonlyMap<string, { encoding: string; definition: string }> => {
  if (database.columns("message_definitions").size === 0) return new Map();
  return new Map(
    database
      .all("SELECT topic_type, encoding, encoded_message_definition FROM message_definitions")
      .map((row) => [
        String(row.topic_type),
        { encoding: String(row.encoding), definition: String(row.encoded_message_definition) },
      ]),
  );
};

/** The latest description that the recorder left in the file itself (schema 3 and later). */
const storedMetadata = (
  database: Database,
): { readonly metadata: BagMetadata; readonly remarks: readonly Reason[] } => {
  if (database.columns("metadata").size === 0) return { metadata: new Map(), remarks: [] };
  const [row] = database.all("SELECT metadata FROM metadata ORDER BY id DESC LIMIT 1");
  if (row === undefined) return { metadata: new Map(), remarks: [] };
  try {
    return { metadata: customMetadata(parseStoredMetadata(String(row.metadata))), remarks: [] };
  } catch (thrown) {
    if (!(thrown instanceof SpatialRewardError)) throw thrown;
    return { metadata: new Map(), remarks: [{ kind: "other", what: thrown.message, count: 1 }] };
  }
};

async function* messagesOf(
  database: Database,
  topics: readonly Topic[],
  path: string,
  { topics: wanted }: ReadOptions = {},
): AsyncGenerator<BagMessage, void, void> {
  const chosen = wanted ? topics.filter(({ name }) => wanted.includes(name)) : topics;
  const names = new Map(chosen.map(({ id, name }) => [String(id), name]));
  const some = wanted ? `WHERE topic_id IN (${chosen.map(({ id }) => id).join()})` : "";
  try {
    for (const row of rowsInOrder(database, some)) {
      const topic = names.get(String(row.topic_id));
      if (topic === undefined || !(row.data instanceof Uint8Array)) continue;
      const logTime = stampFrom(row.timestamp);
      yield { topic, logTime, publishTime: logTime, data: row.data };
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/**
 * Without an index by time SQLite would hold the whole recording in memory to sort it: then only the ids are sorted,
 * and the data is fetched one by one.
 */
function* rowsInOrder(
  database: Database,
  where: string,
): Generator<Readonly<Record<string, unknown>>> {
  const order = `FROM messages ${where} ORDER BY timestamp, id`;
  if (hasTimeIndex(database)) {
    yield* database.rows(`SELECT topic_id, timestamp, data ${order}`);
    return;
  }
  const sql = "SELECT topic_id, timestamp, data FROM messages WHERE id = ?";
  for (const { id } of database.rows(`SELECT id ${order}`))
    yield* database.all(sql, [stampFrom(id)]);
}

const hasTimeIndex = (database: Database): boolean =>
  database
    .all("PRAGMA index_list(messages)")
    .some(
      ({ name }) =>
        database.all("SELECT name FROM pragma_index_info(?)", [String(name)])[0]?.name ===
        "timestamp",
    );
