import type { Reason } from "../../core/index.js";
import { unreadable } from "../faults.js";
import type { BagMessage, ReadOptions } from "../recording.js";
import type { Database, Row } from "./database.js";
import { bigintOf, damagedPages, type Place, salvagedRow } from "./salvage.js";
import type { Stock } from "./stock.js";

/** In log-time order; what can't be read is left out and counted. */
export async function* messagesOf(
  database: Database,
  { names, places }: Stock,
  path: string,
  note: (reason: Reason) => void,
  { topics }: ReadOptions = {},
): AsyncGenerator<BagMessage, void, void> {
  const chosen = new Map([...names].filter(([, name]) => topics?.includes(name) ?? true));
  const rows = places
    ? salvagedRows(database, places, chosen, note)
    : rowsInOrder(database, `WHERE topic_id IN (${[...chosen.keys()].join()})`);
  try {
    for (const row of rows) {
      const topic = chosen.get(bigintOf(row.topic_id));
      if (topic === undefined || !(row.data instanceof Uint8Array)) continue;
      const logTime = bigintOf(row.timestamp);
      yield { topic, logTime, publishTime: logTime, data: row.data };
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

function* salvagedRows(
  database: Database,
  places: readonly Place[],
  chosen: ReadonlyMap<bigint, string>,
  note: (reason: Reason) => void,
): Generator<Row, void, void> {
  for (const place of places) {
    if (!chosen.has(place.topic)) continue;
    const row = salvagedRow(database, place);
    if (row) yield row;
    else note({ kind: "truncated", what: damagedPages, count: 1 });
  }
}

/**
 * Without an index by time SQLite would hold the whole recording in memory to sort it: then only the ids are sorted,
 * and the data is fetched one by one.
 */
function* rowsInOrder(database: Database, where: string): Generator<Row, void, void> {
  const order = `FROM messages ${where} ORDER BY timestamp, id`;
  if (hasTimeIndex(database)) {
    yield* database.rows(`SELECT topic_id, timestamp, data ${order}`);
    return;
  }
  const sql = "SELECT topic_id, timestamp, data FROM messages WHERE id = ?";
  for (const { id } of database.rows(`SELECT id ${order}`))
    yield* database.all(sql, [bigintOf(id)]);
}

const hasTimeIndex = (database: Database): boolean =>
  database
    .all("PRAGMA index_list(messages)")
    .some(
      ({ name }) =>
        database.all("SELECT name FROM pragma_index_info(?)", [String(name)])[0]?.name ===
        "timestamp",
    );
