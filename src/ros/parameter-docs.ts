import { type ParameterRow, type ParameterValue, parameterRows } from "./parameter-table.js";

/** As ROS's YAML writes a value: a double has a point, so that it isn't taken for an integer. */
const literal = (row: ParameterRow, value: ParameterValue): string => {
  if (typeof value === "number" && row.type === "double") {
    if (Number.isNaN(value)) return ".nan";
    return Number.isInteger(value) ? value.toFixed(1) : String(value);
  }
  return typeof value === "string" || Array.isArray(value) ? JSON.stringify(value) : String(value);
};

const changes: Readonly<Record<ParameterRow["applies"], string>> = {
  "at once": "at once",
  activate: "while not active",
  configure: "while unconfigured",
  start: "no",
};

const allowed = (row: ParameterRow): string => {
  if ("from" in row) return `${row.from} to ${row.to}`;
  return row.type === "string" && row.oneOf ? row.oneOf.join(", ") : "";
};

/** config/params.yaml: every parameter with its default. */
export const parametersYaml = (): string =>
  [
    "# Every parameter of the node, with its default. Written by `npm run figures` from src/ros/parameter-table.ts.",
    "/**:",
    "  ros__parameters:",
    ...parameterRows.flatMap(([name, row]) => [
      `    # ${row.description}.${allowed(row) === "" ? "" : ` Allowed: ${allowed(row)}.`}`,
      `    ${name}: ${literal(row, row.default)}`,
    ]),
    "",
  ].join("\n");

/** The table of docs/live.md. */
export const parametersTable = (): string =>
  [
    "| parameter | type | default | allowed | can change | what |",
    "|---|---|---|---|---|---|",
    ...parameterRows.map(
      ([name, row]) =>
        `| \`${name}\` | ${row.type} | \`${literal(row, row.default)}\` | ${allowed(row)} | ${changes[row.applies]} | ${row.description} |`,
    ),
  ].join("\n");
