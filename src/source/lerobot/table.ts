import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { reasonOf, SpatialRewardError } from "../../core/index.js";

export type Row = Readonly<Record<string, unknown>>;

export interface RowRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

const unreadable = (path: string, cause: unknown): SpatialRewardError =>
  new SpatialRewardError("dataset.invalid", `${path}: can't be read (${reasonOf(cause)})`, {
    cause,
  });

/** Some columns of a Parquet table. @throws SpatialRewardError dataset.invalid */
export const readRows = async (
  path: string,
  columns: readonly string[],
  range?: RowRange,
): Promise<readonly Row[]> => {
  try {
    const file = await asyncBufferFromFile(path);
    return await parquetReadObjects({ file, columns: [...columns], utf8: false, ...range });
  } catch (cause) {
    throw unreadable(path, cause);
  }
};

/** The rows of a range, a stored block of them at a time: a block of images is what memory holds. */
export async function* rowBlocks(
  path: string,
  columns: readonly string[],
  { rowStart, rowEnd }: RowRange,
): AsyncGenerator<Row> {
  let begin = 0;
  for (const rows of await blockSizes(path)) {
    const range = { rowStart: Math.max(begin, rowStart), rowEnd: Math.min(begin + rows, rowEnd) };
    if (range.rowStart < range.rowEnd) yield* await readRows(path, columns, range);
    begin += rows;
  }
}

const blockSizes = async (path: string): Promise<readonly number[]> => {
  try {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return metadata.row_groups.map(({ num_rows: rows }) => Number(rows));
  } catch (cause) {
    throw unreadable(path, cause);
  }
};

/** A column's number; int64 are BigInts. @throws SpatialRewardError dataset.invalid where a row has none */
export const numberIn = (row: Row, column: string): number => {
  const value = row[column];
  const number =
    typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new SpatialRewardError("dataset.invalid", `${column}: must be a number; got ${value}`);
};
