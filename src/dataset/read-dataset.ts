import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SpatialRewardError } from "../core/index.js";
import { type DataLine, dataLine } from "./schema.js";

export const linesFile = "data.jsonl";

/** A line as written (with keys that the schema doesn't know) and as understood. */
export interface ReadLine {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly line: DataLine;
}

const invalid = (where: string, problem: string, cause?: unknown): SpatialRewardError =>
  new SpatialRewardError("dataset.invalid", `${where}: ${problem}`, { cause });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parseJson = (text: string, where: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw invalid(where, "not JSON", cause);
  }
  throw invalid(where, "must be a JSON object");
};

const parseLine = (text: string, where: string): ReadLine => {
  const raw = parseJson(text, where);
  const result = dataLine.safeParse(raw);
  if (result.success) return { raw, line: result.data };
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".")}: ${message}`,
  );
  throw invalid(where, problems.join("; "));
};

const linesPath = async (dir: string): Promise<string> => {
  const path = join(dir, linesFile);
  await access(path).catch((cause: unknown) => {
    throw invalid(dir, `not a data set: it has no readable ${linesFile}`, cause);
  });
  return path;
};

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Infinity });

/**
 * The lines of a data set, streamed, with what the schema doesn't know kept aside.
 * @throws SpatialRewardError dataset.invalid for a folder without data.jsonl and for the first line that doesn't fit
 */
export async function* readRawDataset(dir: string): AsyncGenerator<ReadLine> {
  const path = await linesPath(dir);
  let number = 0;
  for await (const text of linesOf(path)) {
    number += 1;
    if (text.trim() !== "") yield parseLine(text, `${path}:${number}`);
  }
}

/** The lines of a data set, streamed and validated. Throws as `readRawDataset`. */
export async function* readDataset(dir: string): AsyncGenerator<DataLine> {
  for await (const { line } of readRawDataset(dir)) yield line;
}

/** How many lines a data set has, without reading what they say. Throws as `readRawDataset` without a data.jsonl. */
export const countLines = async (dir: string): Promise<number> => {
  let count = 0;
  for await (const text of linesOf(await linesPath(dir))) count += +(text.trim() !== "");
  return count;
};
