import { basename } from "node:path";
import { extensions } from "../locate.js";
import type { BagPart, BagReader } from "../recording.js";

/** How a file of the labelled recording comes about, and under which name. */
export type Plan =
  | {
      readonly name: string;
      readonly how: "append";
      readonly part: BagPart;
      readonly whole: string;
    }
  | { readonly name: string; readonly how: "rewrite"; readonly part: BagPart }
  | { readonly name: string; readonly how: "fresh" };

/** A recording's files are of one kind: SQLite files are added to only if all of them can be. */
export const filesOf = ({ parts }: BagReader): readonly Plan[] => {
  const staysSqlite = parts.every(
    ({ format, whole }) => format === "sqlite3" && whole !== undefined,
  );
  return parts.map((part): Plan => {
    const { whole, format, path } = part;
    const name = stemOf(path);
    if (whole !== undefined && format === "mcap") {
      return { name: `${name}.mcap`, how: "append", part, whole };
    }
    if (whole !== undefined && staysSqlite)
      return { name: `${name}.db3`, how: "append", part, whole };
    return { name: `${name}.mcap`, how: "rewrite", part };
  });
};

/** `front_0` of `bags/front_0.db3.zstd`. */
const stemOf = (path: string): string => {
  const name = basename(path);
  const longestFirst = [...extensions].sort((a, b) => b.length - a.length);
  const extension = longestFirst.find((ending) => name.endsWith(ending)) ?? "";
  return name.slice(0, name.length - extension.length);
};
