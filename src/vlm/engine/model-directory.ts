import { createHash } from "node:crypto";
import { access, open, readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { z } from "zod";
import { reasonOf, SpatialRewardError } from "../../core/index.js";
import type { Logger } from "./logger.js";

export const precisions = ["fp32", "fp16", "int8", "q4"] as const;
export type Precision = (typeof precisions)[number];

/** Every model directory says which family reads it. */
const familyConfig = z.looseObject({ model_type: z.string() });

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";

const listed = (names: readonly string[]): string =>
  names.length > 0 ? names.join(", ") : "nothing";

const missing = async (folder: string, file: string): Promise<SpatialRewardError> => {
  const names = await readdir(folder).catch(() => undefined);
  const there = names ? `${folder} has ${listed(names.sort())}` : `${folder} is not a folder`;
  return new SpatialRewardError("model.missing", `${join(folder, file)}: no such file; ${there}`);
};

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SpatialRewardError("model.corrupt", `${path}: not JSON (${String(cause)})`, {
      cause,
    });
  }
};

/**
 * A JSON file of a model directory, checked.
 * @throws SpatialRewardError model.missing, or model.corrupt with all its problems
 */
export const readModelJson = async <T>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
): Promise<T> => {
  const path = join(folder, file);
  const text = await readFile(path, "utf8").catch(async (thrown: unknown) => {
    if (isMissing(thrown)) throw await missing(folder, file);
    throw new SpatialRewardError("model.corrupt", `${path}: can't be read: ${reasonOf(thrown)}`, {
      cause: thrown,
    });
  });
  const checked = schema.safeParse(parseJson(path, text));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path: at, message }) => `${at.length > 0 ? at.join(".") : "the file"}: ${message}`,
  );
  throw new SpatialRewardError("model.corrupt", `${path}: ${problems.join("; ")}`);
};

/**
 * `model_type` of a model directory.
 * @throws SpatialRewardError model.missing, model.corrupt
 */
export const readModelType = async (folder: string): Promise<string> =>
  (await readModelJson(folder, "config.json", familyConfig)).model_type;

const graphFile = (name: string, precision: Precision): string =>
  precision === "fp32" ? `${name}.onnx` : `${name}_${precision}.onnx`;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Whether a model directory has a file. */
export const hasModelFile = (folder: string, file: string): Promise<boolean> =>
  exists(join(folder, file));

/**
 * The file of a graph in the wanted precision; in fp32, with a warning, where there is no such variant.
 * @throws SpatialRewardError model.missing, listing what is there
 */
export const findGraph = async (
  folder: string,
  name: string,
  precision: Precision,
  logger: Logger,
): Promise<string> => {
  const graphs = join(folder, "onnx");
  const wanted = graphFile(name, precision);
  if (await exists(join(graphs, wanted))) return join(graphs, wanted);
  const full = graphFile(name, "fp32");
  if (precision === "fp32" || !(await exists(join(graphs, full))))
    throw await missing(graphs, full);
  logger.warn(
    { missing: join(graphs, wanted), using: full },
    `no ${precision} ${name}, using fp32`,
  );
  return join(graphs, full);
};

/** The fp32 file of a graph that a model directory may do without; undefined where it does. */
export const findOptionalGraph = async (
  folder: string,
  name: string,
): Promise<string | undefined> => {
  const path = join(folder, "onnx", graphFile(name, "fp32"));
  return (await exists(path)) ? path : undefined;
};

/** A graph's files in all precisions that a directory has it in. */
export const graphVariants = async (
  folder: string,
  name: string,
): Promise<readonly { readonly precision: Precision; readonly path: string }[]> => {
  const paths = precisions.map((precision) => ({
    precision,
    path: join(folder, "onnx", graphFile(name, precision)),
  }));
  const there = await Promise.all(paths.map(({ path }) => exists(path)));
  const variants = paths.filter((_, at) => there[at]);
  if (variants.length === 0) throw await missing(join(folder, "onnx"), graphFile(name, "fp32"));
  return variants;
};

/** A graph's own file and those beside it that hold its weights (`vision_encoder.onnx_data`). */
const withWeights = async (graph: string): Promise<readonly string[]> => {
  const folder = join(graph, "..");
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith(basename(graph))).map((name) => join(folder, name));
};

/** Read into the same memory again and again: a stream's would be garbage of the file's size. */
const hashFile = async (path: string): Promise<string> => {
  const [hash, memory, file] = [createHash("sha256"), Buffer.alloc(1 << 18), await open(path)];
  try {
    for (;;) {
      const { bytesRead } = await file.read(memory);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(memory.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
};

/** SHA-256, hex, over the names and bytes of the files that decide what a model answers. */
export const hashModel = async (
  folder: string,
  files: readonly string[],
  graphs: readonly string[],
): Promise<string> => {
  const weights = await Promise.all(graphs.map(withWeights));
  const paths = [...files.map((file) => join(folder, file)), ...weights.flat()].sort();
  const total = createHash("sha256");
  for (const path of paths) {
    total.update(`${relative(folder, path)}\0${await hashFile(path)}\n`);
  }
  return total.digest("hex");
};
