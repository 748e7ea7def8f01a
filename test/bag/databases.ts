import zstd from "@foxglove/wasm-zstd";
import sqlite from "node-sqlite3-wasm";
import { definitionOf, type Message, types } from "./recordings.js";

/**
 * Tables of rosbag2's SQLite files: 1 as Dashing wrote them, 2 adds QoS (Foxy), 3 the tables schema and metadata
 * (Humble), 4 definitions and type hashes (Iron, Jazzy).
 */
export type SchemaVersion = 1 | 2 | 3 | 4;

export interface DatabaseOptions {
  readonly schema?: SchemaVersion;
  readonly packed?: boolean;
  readonly timeIndex?: boolean;
}

const tables = (schema: SchemaVersion): string[] => [
  "CREATE TABLE messages(id INTEGER PRIMARY KEY,topic_id INTEGER NOT NULL,timestamp INTEGER NOT NULL, data BLOB NOT NULL)",
  `CREATE TABLE topics(id INTEGER PRIMARY KEY,name TEXT NOT NULL,type TEXT NOT NULL,serialization_format TEXT NOT NULL${
    schema >= 2 ? ",offered_qos_profiles TEXT NOT NULL" : ""
  }${schema >= 4 ? ",type_description_hash TEXT NOT NULL" : ""})`,
  ...(schema >= 3
    ? [
        "CREATE TABLE schema(schema_version INTEGER PRIMARY KEY,ros_distro TEXT NOT NULL)",
        `INSERT INTO schema VALUES (${schema}, 'jazzy')`,
        "CREATE TABLE metadata(id INTEGER PRIMARY KEY,metadata_version INTEGER NOT NULL,metadata TEXT NOT NULL)",
      ]
    : []),
  ...(schema >= 4
    ? [
        "CREATE TABLE message_definitions(id INTEGER PRIMARY KEY,topic_type TEXT NOT NULL,encoding TEXT NOT NULL,encoded_message_definition TEXT NOT NULL,type_description_hash TEXT NOT NULL)",
      ]
    : []),
];

/** Writes a rosbag2 SQLite file as a recorder of that time did. */
export const writeDatabase = async (
  path: string,
  messages: readonly Message[],
  { schema = 4, packed = false, timeIndex = true }: DatabaseOptions = {},
): Promise<string> => {
  await zstd.isLoaded;
  const database = new sqlite.Database(path);
  database.exec("BEGIN");
  for (const sql of tables(schema)) database.exec(sql);
  if (timeIndex) database.exec("CREATE INDEX timestamp_idx ON messages (timestamp ASC)");
  const names = [...new Set(messages.map(({ topic }) => topic))];
  for (const [index, name] of names.entries()) {
    const hash = `RIHS01_${index}`;
    const values = [index + 1, name, types[name] ?? "", "cdr", "- history: 1\n  depth: 5", hash];
    const kept = values.slice(0, schema >= 4 ? 6 : schema >= 2 ? 5 : 4);
    database.run(`INSERT INTO topics VALUES (${kept.map(() => "?").join()})`, kept);
    if (schema < 4) continue;
    const definition = [index + 1, types[name] ?? "", "ros2msg", definitionOf(name), hash];
    database.run("INSERT INTO message_definitions VALUES (?,?,?,?,?)", definition);
  }
  for (const { topic, logTime, data } of messages) {
    const stored = packed ? new Uint8Array(zstd.compress(data, 1)) : data;
    const row = [names.indexOf(topic) + 1, logTime, stored];
    database.run("INSERT INTO messages (topic_id, timestamp, data) VALUES (?,?,?)", row);
  }
  database.exec("COMMIT");
  database.close();
  return path;
};
