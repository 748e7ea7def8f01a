import type { ColumnSource, SchemaElement } from "hyparquet-writer";
import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import type { Feature } from "./features.js";

/** A column and how Parquet is to know it; lists and images need more than one element. */
export interface Column {
  readonly name: string;
  readonly schema: readonly SchemaElement[];
}

const types = {
  float32: "FLOAT",
  int64: "INT64",
  bool: "BOOLEAN",
  double: "DOUBLE",
  string: "BYTE_ARRAY",
} as const;

const element = (name: string, dtype: keyof typeof types): SchemaElement => ({
  name,
  type: types[dtype],
  repetition_type: "OPTIONAL",
  ...(dtype === "string" && { converted_type: "UTF8" as const }),
});

export const scalarColumn = (name: string, dtype: keyof typeof types): Column => ({
  name,
  schema: [element(name, dtype)],
});

export const listColumn = (name: string, dtype: keyof typeof types): Column => ({
  name,
  schema: [
    { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    element("element", dtype),
  ],
});

/** As the datasets library stores pictures: their bytes, or a path to them. */
export const pictureColumn = (name: string): Column => ({
  name,
  schema: [
    { name, repetition_type: "OPTIONAL", num_children: 2 },
    { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
    element("path", "string"),
  ],
});

export const columnOf = ({ key, dtype, width }: Feature): Column =>
  width === 1 ? scalarColumn(key, dtype) : listColumn(key, dtype);

/** A number as Parquet's writer takes it. */
const cellOf = (value: number, dtype: Feature["dtype"]): number | bigint | boolean => {
  if (dtype === "int64") return BigInt(value);
  return dtype === "bool" ? value !== 0 : value;
};

export const cellsOf = ({ dtype, width }: Feature, values: readonly number[]): unknown => {
  const cells = values.map((value) => cellOf(value, dtype));
  return width === 1 ? cells[0] : cells;
};

export const writeTable = async (
  path: string,
  columns: readonly Column[],
  rows: AsyncIterable<Record<string, unknown>> | readonly Record<string, unknown>[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const named: Omit<ColumnSource, "data">[] = columns.map(({ name }) => ({ name }));
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: rows as AsyncIterable<Record<string, unknown>>,
    columns: named,
    schema: [
      { name: "schema", num_children: columns.length },
      ...columns.flatMap(({ schema }) => schema),
    ],
    // Pictures are what memory holds.
    rowGroupSize: 100,
    createdBy: "spatial-reward",
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
};
