import { existsSync } from "node:fs";
import { appendFile, open, readFile, truncate } from "node:fs/promises";
import { writing } from "../../bag/index.js";
import type { DataLine } from "../../dataset/index.js";

/** What came of one picture of a source, as it is kept until all have been looked at. */
export interface FrameRecord {
  readonly name: string;
  readonly line?: DataLine;
  readonly nameless?: number;
  /** Why it has no line. */
  readonly why?: string;
}

/** Those of an earlier run, whole; what a killed one left of another is cut off. */
export const readRecords = async (path: string): Promise<readonly FrameRecord[]> => {
  if (!existsSync(path)) return [];
  const text = await readFile(path, "utf8");
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) await truncate(path, Buffer.byteLength(text.slice(0, end)));
  return text
    .slice(0, end)
    .split("\n")
    .filter((line) => line !== "")
    .map((line): FrameRecord => JSON.parse(line));
};

/** Adds one; the system has it when this returns, so that a killed run keeps it (a power cut may not). @throws SpatialRewardError output.write */
export const addRecord = (path: string, record: FrameRecord): Promise<void> =>
  writing(path, () => appendFile(path, `${JSON.stringify(record)}\n`));

/** Has the system write what it still holds of a file. */
export const settle = async (path: string): Promise<void> => {
  const file = await open(path, "a");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};
