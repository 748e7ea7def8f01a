import { appendFile } from "node:fs/promises";
import { writing } from "../faults.js";
import { formatStoredMetadata, metadataVersion } from "../metadata-yaml.js";
import { defaultOfferedQos } from "../qos.js";
import { Database } from "../sqlite/database.js";
import type { NewTopic } from "./new-topic.js";
import { syncToDisk } from "./staging.js";
import type { Target } from "./target.js";

/**
 * Adds topics to a copy of a rosbag2 SQLite file, in the tables and columns that its schema version has. Pages that
 * its recorder had left in a write-ahead log are in the file afterwards.
 * @throws SpatialRewardError output.write
 */
export const appendToSqlite = async (
  path: string,
  topics: readonly NewTopic[],
  shownAs: string,
): Promise<Target> => {
  let added = 0;
  const saving = <T>(save: () => Promise<T> | T): Promise<T> =>
    writing(shownAs, () => withSystemsReason(path, 2 * added, save));
  const database = await saving(() => new Database(path, { readOnly: false }));
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    insert?.finalize();
    database.close();
  };
  let insert: ReturnType<Database["prepare"]> | undefined;
  try {
    const ids = await saving(() => prepare(database, topics));
    insert = database.prepare("INSERT INTO messages (topic_id, timestamp, data) VALUES (?, ?, ?)");
    const statement = insert;
    return {
      write: async ({ topic, logTime, data }) => {
        const id = idOf(ids, topic, shownAs);
        added += data.length;
        await saving(() => statement.run([id, logTime, data]));
      },
      end: (_, description) =>
        saving(async () => {
          storeMetadata(database, formatStoredMetadata(description));
          database.exec("COMMIT");
          await close();
          await syncToDisk(path);
        }),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
};

/**
 * SQLite only says "disk I/O error", and takes back what it had written. If it is the system that takes no more bytes,
 * it says why when as many are written again; the file is lost in any case.
 */
const withSystemsReason = async <T>(
  path: string,
  bytes: number,
  save: () => Promise<T> | T,
): Promise<T> => {
  try {
    return await save();
  } catch (thrown) {
    const block = new Uint8Array(1 << 16);
    for (let done = 0; done <= bytes; done += block.length) await appendFile(path, block);
    throw thrown;
  }
};

/** The file is a copy that nobody else knows yet: SQLite's own protection against crashes would be in vain. */
const prepare = (database: Database, topics: readonly NewTopic[]): ReadonlyMap<string, bigint> => {
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.exec("PRAGMA journal_mode = MEMORY");
  database.exec("PRAGMA synchronous = OFF");
  database.exec("BEGIN");
  return addTopics(database, topics);
};

const addTopics = (database: Database, topics: readonly NewTopic[]): Map<string, bigint> => {
  const ids = new Map<string, bigint>();
  const [last] = database.all("SELECT COALESCE(MAX(id), 0) AS id FROM topics");
  let id = BigInt(Number(last?.id ?? 0));
  for (const topic of topics) {
    id += 1n;
    insertKnown(database, "topics", {
      id,
      name: topic.name,
      type: topic.type,
      serialization_format: topic.messageEncoding ?? "cdr",
      offered_qos_profiles: topic.offeredQos ?? defaultOfferedQos,
      type_description_hash: topic.typeHash ?? "",
    });
    ids.set(topic.name, id);
  }
  for (const topic of new Map(topics.map((topic) => [topic.type, topic])).values()) {
    addDefinition(database, topic);
  }
  return ids;
};

const addDefinition = (database: Database, topic: NewTopic): void => {
  if (database.columns("message_definitions").size === 0) return;
  const known = "SELECT 1 FROM message_definitions WHERE topic_type = ?";
  if (database.all(known, [topic.type]).length > 0) return;
  insertKnown(database, "message_definitions", {
    topic_type: topic.type,
    encoding: topic.schemaEncoding ?? "ros2msg",
    encoded_message_definition: topic.definition,
    type_description_hash: topic.typeHash ?? "",
  });
};

/** Inserts the values whose columns the table has: older schema versions lack some. */
const insertKnown = (
  database: Database,
  table: string,
  row: Readonly<Record<string, bigint | string | Uint8Array>>,
): void => {
  const columns = database.columns(table);
  const entries = Object.entries(row).filter(([name]) => columns.has(name));
  const names = entries.map(([name]) => name).join();
  const marks = entries.map(() => "?").join();
  database.run(
    `INSERT INTO ${table} (${names}) VALUES (${marks})`,
    entries.map(([, value]) => value),
  );
};

/** Schema 3 and later keep the recording's description in the file, too; the latest row counts. */
const storeMetadata = (database: Database, metadata: string): void => {
  if (database.columns("metadata").size === 0) return;
  const sql = "INSERT INTO metadata (metadata_version, metadata) VALUES (?, ?)";
  database.run(sql, [metadataVersion, metadata]);
};

const idOf = (ids: ReadonlyMap<string, bigint>, topic: string, path: string): bigint => {
  const id = ids.get(topic);
  if (id === undefined) throw new RangeError(`${topic}: is not a topic of ${path}`);
  return id;
};
