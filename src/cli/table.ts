import Table from "cli-table3";

/** Rows under a header as aligned plain text: no colours, no frame, numbers to the right. */
export const textTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: plain,
  });
  for (const row of rows) table.push([...row]);
  return `${table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
};

const edges = ["top", "bottom", "left", "right"];
const plain = Object.fromEntries(
  [
    ...edges.flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`]),
    ...["mid", "left-mid", "mid-mid", "right-mid", "middle"],
  ].map((name) => [name, ""]),
);
