import {
  type Applies,
  type ParameterName,
  type ParameterRow,
  type ParameterValue,
  parameterRows,
  type parameterTable,
} from "./parameter-table.js";

type ValueOf<Row extends ParameterRow> = Row["type"] extends "bool"
  ? boolean
  : Row["type"] extends "string"
    ? string
    : Row["type"] extends "string[]"
      ? readonly string[]
      : number;

/** The parameters' values by their ROS names, checked. */
export type Settings = {
  readonly [Name in ParameterName]: ValueOf<(typeof parameterTable)[Name]>;
};

export type ParameterValues = ReadonlyMap<string, ParameterValue>;

/** How far the node has come: what is configured can't be configured any more. */
export type Progress = "unconfigured" | "inactive" | "active";

const typeWords: Readonly<Record<ParameterRow["type"], string>> = {
  bool: "a bool",
  string: "a string",
  "string[]": "a list of strings",
  double: "a double",
  integer: "an integer",
};

const isOfType = (row: ParameterRow, value: ParameterValue): boolean => {
  if (row.type === "bool") return typeof value === "boolean";
  if (row.type === "string") return typeof value === "string";
  if (row.type === "string[]")
    return Array.isArray(value) && value.every((each) => typeof each === "string");
  return typeof value === "number" && (row.type === "double" || Number.isInteger(value));
};

/** NaN is within a range whose default it is: "not known". */
const isWithin = (row: ParameterRow, value: ParameterValue): boolean =>
  !("from" in row) ||
  (typeof value === "number" &&
    ((value >= row.from && value <= row.to) || (Number.isNaN(value) && Number.isNaN(row.default))));

/** What is wrong with a value; undefined when nothing is. */
export const whyWrong = (
  name: string,
  row: ParameterRow,
  value: ParameterValue,
): string | undefined => {
  if (!isOfType(row, value)) return `${name}: must be ${typeWords[row.type]}; got ${String(value)}`;
  if (!isWithin(row, value) && "from" in row)
    return `${name}: must be from ${row.from} to ${row.to}; got ${String(value)}`;
  if (row.type === "string" && row.oneOf && !row.oneOf.includes(String(value)))
    return `${name}: must be one of ${row.oneOf.join(", ")}; got "${String(value)}"`;
  return undefined;
};

const tooLate: Readonly<Record<Applies, readonly Progress[]>> = {
  "at once": [],
  activate: ["active"],
  configure: ["active", "inactive"],
  start: ["active", "inactive", "unconfigured"],
};

const remedies: Readonly<Record<Applies, string>> = {
  "at once": "",
  activate: "deactivate the node first",
  configure: "deactivate and clean up the node first",
  start: "set it when the node is started",
};

/** Why a change at run time is refused; undefined when it is taken. Parameters that aren't ours are not judged. */
export const whyRefused = (changes: ParameterValues, progress: Progress): string | undefined => {
  for (const [name, row] of parameterRows) {
    const value = changes.get(name);
    if (value === undefined) continue;
    const wrong = whyWrong(name, row, value);
    if (wrong !== undefined) return wrong;
    if (tooLate[row.applies].includes(progress))
      return `${name}: can't change while the node is ${progress}; ${remedies[row.applies]}`;
  }
  return undefined;
};

/**
 * Settings from values; what is absent has its default.
 * @throws TypeError for a value that its row does not allow
 */
export const settingsFrom = (values: ParameterValues): Settings => {
  const read = parameterRows.map(([name, row]) => {
    const value = values.get(name) ?? row.default;
    const wrong = whyWrong(name, row, value);
    if (wrong !== undefined) throw new TypeError(wrong);
    return [name, value] as const;
  });
  // Every name of the table is there, and each value was checked against its row.
  return Object.fromEntries(read) as unknown as Settings;
};
