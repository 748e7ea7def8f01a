import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { reasonOf, SpatialRewardError } from "../../core/index.js";

export const refuse = (message: string, cause?: unknown): never => {
  throw new SpatialRewardError("dataset.invalid", message, { cause });
};

const isFolder = async (path: string): Promise<boolean> =>
  (
    await stat(path).catch((cause: unknown) => refuse(`${path}: ${reasonOf(cause)}`, cause))
  ).isDirectory();

const isNoFolder = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  "code" in thrown &&
  (thrown.code === "ENOENT" || thrown.code === "ENOTDIR");

/** Nothing of what is no folder or not there; a folder that can't be read is told, or a part would pass for the whole. */
const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).sort();
  } catch (thrown) {
    return isNoFolder(thrown) ? [] : refuse(`${folder}: ${reasonOf(thrown)}`, thrown);
  }
};

/** The file itself, or those of a folder (and of its folder `data`) that fit. */
export const filesAt = async (path: string, fits: RegExp): Promise<readonly string[]> => {
  if (!(await isFolder(path))) return [path];
  const folders = [path, join(path, "data")];
  const names = await Promise.all(
    folders.map(async (folder) => (await namesIn(folder)).map((name) => [folder, name] as const)),
  );
  const found = names.flat().filter(([, name]) => fits.test(name));
  return found.map(([folder, name]) => join(folder, name));
};

/** Problems that are told; a file of another kind has one in every line. */
const told = 5;

/** Every row in the shape that the benchmark has, or what is wrong with the first few. */
export const rowsOf = <Row>(
  rows: readonly unknown[],
  shape: z.ZodType<Row>,
  where: string,
): readonly Row[] => {
  const problems: string[] = [];
  const good = rows.flatMap((row, i) => {
    const read = shape.safeParse(row);
    if (read.success) return [read.data];
    const [issue] = read.error.issues;
    problems.push(`row ${i + 1}: ${issue?.path.join(".") || "row"}: ${issue?.message}`);
    return [];
  });
  if (problems.length > 0) refuse(`${where}: ${problems.slice(0, told).join("; ")}`);
  return good;
};

const parsed = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse(`${where}: is not JSON: ${reasonOf(cause)}`, cause);
  }
};

/** A JSON list, or a JSON document per line. */
export const jsonRows = async (path: string): Promise<readonly unknown[]> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) =>
    refuse(`${path}: ${reasonOf(cause)}`, cause),
  );
  if (text.trimStart().startsWith("[")) {
    const list = parsed(text, path);
    return Array.isArray(list) ? list : [];
  }
  return text
    .split("\n")
    .flatMap((line, i) => (line.trim() === "" ? [] : [parsed(line, `${path}: line ${i + 1}`)]));
};

/**
 * What a benchmark makes of each row in the files at a path; `where` names the row.
 * @throws SpatialRewardError dataset.invalid
 */
export const eachRow = async <Row, T>(
  path: string,
  fits: RegExp,
  shape: z.ZodType<Row>,
  made: (row: Row, file: string, where: string) => readonly T[],
): Promise<readonly T[]> => {
  const files = await filesAt(path, fits);
  const found = await Promise.all(
    files.map(async (file) =>
      rowsOf(await jsonRows(file), shape, file).flatMap((row, i) =>
        made(row, file, `${file}: row ${i + 1}`),
      ),
    ),
  );
  return found.flat();
};

/** @throws SpatialRewardError image.missing */
export const pictureFrom = (path: string) => async (): Promise<Uint8Array> =>
  readFile(path).catch((cause: unknown) => {
    throw new SpatialRewardError(
      "image.missing",
      `can't read the image "${path}": ${reasonOf(cause)}`,
      { cause },
    );
  });
