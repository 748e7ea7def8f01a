import { copyFile, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { linkTo, temporaryFolder } from "../temporary.js";

export type Row = Readonly<Record<string, unknown>>;
type Value = number | bigint | string | Uint8Array | null;

/** A database of text, numbers and blobs; statements run to their end before anything else happens. */
export class Database {
  readonly #database: sqlite.Database;

  constructor(path: string, { readOnly }: { readonly readOnly: boolean }) {
    this.#database = new sqlite.Database(path, { readOnly, fileMustExist: true });
    // Without this, a database in WAL mode needs shared memory, which WebAssembly has none of.
    this.#database.exec("PRAGMA locking_mode = EXCLUSIVE");
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  run(sql: string, values: Value[] = []): void {
    this.#database.run(sql, values);
  }

  all(sql: string, values: Value[] = []): readonly Row[] {
    return this.#database.all(sql, values);
  }

  /** Rows one by one. The statement lives until the rows are used up or no longer asked for. */
  *rows(sql: string, values: Value[] = []): Generator<Row, void, void> {
    const statement = this.#database.prepare(sql);
    try {
      yield* statement.iterate(values);
    } finally {
      statement.finalize();
    }
  }

  /** Runs the same statement over and over; call `finalize` when done. */
  prepare(sql: string): { run(values: Value[]): void; finalize(): void } {
    const statement = this.#database.prepare(sql);
    let failed = false;
    const run = (values: Value[]): void => {
      failed = true;
      statement.run(values);
      failed = false;
    };
    const finalize = (): void => {
      try {
        statement.finalize();
      } catch (thrown) {
        if (!failed) throw thrown; // else it only repeats why the last run failed
      }
    };
    return { run, finalize };
  }

  columns(table: string): ReadonlySet<string> {
    return new Set(this.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name)));
  }

  close(): void {
    this.#database.close();
  }
}

const hasContent = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size > 0;
};

/** Copies a database, together with committed pages that are not yet in it. */
export const copyDatabase = async (
  from: string,
  to: string,
  copy: (from: string, to: string) => Promise<void> = copyFile,
): Promise<void> => {
  await copy(from, to);
  if (await hasContent(`${from}-wal`)) await copy(`${from}-wal`, `${to}-wal`);
};

/** The first bytes of a rollback journal that is in use. */
const journalMagic = Buffer.from("d9d505f920a163d7", "hex");

/** The SQLite we use never rolls back: it takes its own lock for that of the writer. */
const refuseUnfinished = async (path: string): Promise<void> => {
  const journal = `${path}-journal`;
  if (!(await hasContent(journal))) return;
  if (!(await readFile(journal)).subarray(0, journalMagic.length).equals(journalMagic)) return;
  throw new Error(
    `its recorder was killed in a transaction (there is a ${basename(journal)}); \`sqlite3 ${path} .tables\` rolls it back`,
  );
};

/** Takes the lock and opens the log, and keeps both. */
const takeHold = (database: Database): void => {
  const look = "SELECT 1 FROM sqlite_master";
  try {
    database.all(look);
  } catch {
    // A file that is shorter than it says is refused, unless one says that one knows what one does.
    database.exec("PRAGMA writable_schema = ON");
    database.all(look);
  }
};

/**
 * Opens a database for reading without touching its folder, which may be read-only: through links in a folder of our
 * own, where SQLite puts its lock and its empty write-ahead log.
 */
export const openForReading = async (
  path: string,
): Promise<{ database: Database; close(): Promise<void> }> => {
  await refuseUnfinished(path);
  const folder = await temporaryFolder();
  try {
    const link = join(folder.path, "bag.db3");
    await linkTo(resolve(path), link);
    if (await hasContent(`${path}-wal`)) await linkTo(`${resolve(path)}-wal`, `${link}-wal`);
    const database = new Database(link, { readOnly: true });
    takeHold(database);
    await folder.remove(); // so that a process that is killed leaves nothing
    return { database, close: async () => database.close() };
  } catch (thrown) {
    await folder.remove();
    throw thrown;
  }
};
