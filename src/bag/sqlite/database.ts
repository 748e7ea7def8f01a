import { copyFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { linkTo, temporaryFolder } from "../temporary.js";

type Row = Readonly<Record<string, unknown>>;
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
    return { run: (values) => void statement.run(values), finalize: () => statement.finalize() };
  }

  columns(table: string): ReadonlySet<string> {
    return new Set(this.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name)));
  }

  close(): void {
    this.#database.close();
  }
}

/** What SQLite keeps beside a database: committed pages not yet in it, or pages to be rolled back. */
const companions = ["-wal", "-journal"];

const hasContent = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size > 0;
};

/** Copies a database together with what SQLite keeps beside it. */
export const copyDatabase = async (
  from: string,
  to: string,
  copy: (from: string, to: string) => Promise<void> = copyFile,
): Promise<void> => {
  await copy(from, to);
  for (const suffix of companions) {
    if (await hasContent(from + suffix)) await copy(from + suffix, to + suffix);
  }
};

/**
 * Opens a database for reading without touching its folder, which may be read-only: through links in a folder of our
 * own, where SQLite puts its lock and its empty write-ahead log. A writer that died in a transaction left a journal:
 * that transaction is rolled back in a copy.
 */
export const openForReading = async (
  path: string,
): Promise<{ database: Database; close(): Promise<void> }> => {
  const folder = await temporaryFolder();
  try {
    const link = join(folder.path, "bag.db3");
    const interrupted = await hasContent(`${path}-journal`);
    if (interrupted) await copyDatabase(path, link);
    else await linkDatabase(resolve(path), link);
    const database = new Database(link, { readOnly: !interrupted });
    const close = async (): Promise<void> => {
      database.close();
      await folder.remove();
    };
    return { database, close };
  } catch (thrown) {
    await folder.remove();
    throw thrown;
  }
};

const linkDatabase = async (path: string, link: string): Promise<void> => {
  await linkTo(path, link);
  if (await hasContent(`${path}-wal`)) await linkTo(`${path}-wal`, `${link}-wal`);
};
