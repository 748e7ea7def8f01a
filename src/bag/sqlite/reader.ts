import { failureOf, type Reason } from "../../core/index.js";
import { reading } from "../faults.js";
import { customMetadata, parseStoredMetadata } from "../metadata-yaml.js";
import type { BagMetadata, BagPart } from "../recording.js";
import { createRemarks } from "../remarks.js";
import { type Database, openForReading } from "./database.js";
import { messagesOf } from "./messages.js";
import { takeStock } from "./stock.js";

/**
 * One rosbag2 SQLite file of any schema version (1 has no QoS, below 4 no definitions); of a damaged one what its whole
 * pages hold.
 * @throws SpatialRewardError bag.unreadable
 */
export const openSqlite = async (
  path: string,
  { shownAs = path, packed = false }: { shownAs?: string; packed?: boolean } = {},
): Promise<BagPart> => {
  const { database, close } = await reading(shownAs, () => openForReading(path));
  try {
    return await reading(shownAs, () => partOf(database, close, { path, shownAs, packed }));
  } catch (thrown) {
    await close();
    throw thrown;
  }
};

const partOf = (
  database: Database,
  close: () => Promise<void>,
  { path, shownAs, packed }: { path: string; shownAs: string; packed: boolean },
): BagPart => {
  const stock = takeStock(database);
  const { metadata, remarks } = storedMetadata(database);
  const noted = createRemarks();
  for (const reason of [...stock.remarks, ...remarks]) noted.note(reason);
  const isWhole = stock.places === undefined;
  return {
    path: shownAs,
    format: "sqlite3",
    truncated: !isWhole,
    topics: stock.topics,
    count: stock.topics.reduce((sum, { count = 0 }) => sum + count, 0),
    ...stock.span,
    metadata,
    get remarks() {
      return noted.list;
    },
    ...(isWhole && !packed ? { whole: path } : {}),
    messages: (options) => messagesOf(database, stock, shownAs, noted.pass(), options),
    close,
  };
};

/** The latest description that the recorder left in the file itself (schema 3 and later). */
const storedMetadata = (
  database: Database,
): { readonly metadata: BagMetadata; readonly remarks: readonly Reason[] } => {
  try {
    if (database.columns("metadata").size === 0) return { metadata: new Map(), remarks: [] };
    const [row] = database.all("SELECT metadata FROM metadata ORDER BY id DESC LIMIT 1");
    const stored = row && customMetadata(parseStoredMetadata(String(row.metadata)));
    return { metadata: stored ?? new Map(), remarks: [] };
  } catch (thrown) {
    const what = `its description of itself is lost: ${failureOf(thrown, "bag.unreadable").message}`;
    return { metadata: new Map(), remarks: [{ kind: "recording", what, count: 1 }] };
  }
};
