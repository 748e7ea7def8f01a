import type { Reason, Stamp } from "../../core/index.js";
import type { Database, Row } from "./database.js";

/** Where a message is, in a database of which not all can be read. */
export interface Place {
  readonly id: bigint;
  readonly topic: bigint;
  readonly timestamp: Stamp;
}

export interface Salvaged {
  /** In log-time order. */
  readonly places: readonly Place[];
  readonly remarks: readonly Reason[];
}

export const bigintOf = (value: unknown): bigint => {
  if (typeof value === "bigint" || typeof value === "number") return BigInt(value);
  throw new TypeError(`a whole number was expected; got ${String(value)}`);
};

/** Rows from an id on, up to the first page that is damaged or not there. @returns whether one was */
const walk = (database: Database, from: bigint, found: Place[]): boolean => {
  const sql = "SELECT id, topic_id, timestamp FROM messages WHERE id >= ? ORDER BY id";
  try {
    for (const row of database.rows(sql, [from]))
      found.push({
        id: bigintOf(row.id),
        topic: bigintOf(row.topic_id),
        timestamp: bigintOf(row.timestamp),
      });
    return false;
  } catch {
    return true; // it is counted, or told, by who looks for what follows
  }
};

/** Ids are looked for behind a damaged page 1, 2, 4… further on, no more than this many times. */
const mostDoublings = 40;

/**
 * The messages on pages that are whole. Ids follow each other, so that what lies between is known in number; what was
 * cut off at the end is not. Memory: some 100 bytes for each message.
 */
export const salvage = (database: Database): Salvaged => {
  const places: Place[] = [];
  let lost = 0n;
  let cut = walk(database, 0n, places);
  while (cut) {
    const last = places.at(-1)?.id ?? 0n;
    const before = places.length;
    let more = true;
    for (let step = 0; step < mostDoublings && more && places.length === before; step += 1)
      more = walk(database, last + (1n << BigInt(step)), places);
    const next = places[before];
    if (next === undefined) break;
    lost += next.id - last - 1n;
    cut = more;
  }
  const order = (a: Place, b: Place): number =>
    Number(a.timestamp - b.timestamp) || Number(a.id - b.id);
  return { places: places.sort(order), remarks: [...damaged(lost), ...(cut ? [cutOff] : [])] };
};

export const damagedPages = "messages are lost on damaged pages";

const damaged = (lost: bigint): readonly Reason[] =>
  lost > 0n ? [{ kind: "truncated", what: damagedPages, count: Number(lost) }] : [];

const cutOff: Reason = {
  kind: "truncated",
  what: "the file was cut off, or its recorder crashed: what followed the last whole page is lost",
  count: 1,
};

/** The row of a message; undefined when its data lies on pages that are lost. */
export const salvagedRow = (database: Database, { id }: Place): Row | undefined => {
  const sql = "SELECT topic_id, timestamp, data FROM messages WHERE id = ?";
  try {
    return database.all(sql, [id])[0];
  } catch {
    return undefined;
  }
};
