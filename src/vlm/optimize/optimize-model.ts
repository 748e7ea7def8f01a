import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { reasonOf, SpatialRewardError } from "../../core/index.js";
import { graphVariants } from "../engine/model-directory.js";
import { decoderName, encoderName, fasterNames } from "../generative/graph-names.js";
import { fasterDecoder } from "./faster-decoder.js";
import { fasterEncoder } from "./faster-encoder.js";
import type { Change, Improved } from "./improved.js";
import { type Graph, parseGraph, writeGraph } from "./onnx-graph.js";

/** What was made of one graph. */
export interface Optimized {
  readonly from: string;
  /** The file written beside it; undefined where nothing could be done. */
  readonly to?: string;
  readonly changes: readonly Change[];
}

type Improve = (graph: Graph) => Improved | undefined;

const readGraph = async (path: string): Promise<Graph> => {
  try {
    return parseGraph(await readFile(path));
  } catch (cause) {
    throw new SpatialRewardError("model.corrupt", `${path}: can't be read: ${reasonOf(cause)}`, {
      cause,
    });
  }
};

/** Whole, or not there. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new SpatialRewardError("output.write", `${path}: can't be written: ${reasonOf(cause)}`, {
      cause,
    });
  }
};

const optimizeFile = async (from: string, to: string, improve: Improve): Promise<Optimized> => {
  const improved = improve(await readGraph(from));
  if (!improved) return { from, changes: [] };
  await writeWhole(to, writeGraph(improved.graph));
  return { from, to, changes: improved.changes };
};

/** Which graphs can be made faster, and how. */
const improvements = [
  [encoderName, fasterEncoder],
  [decoderName, fasterDecoder],
] as const;

/**
 * Writes faster graphs beside those of a model directory, in every precision that it has; they are used from then on.
 * @throws SpatialRewardError model.missing, model.corrupt, output.write
 */
export const optimizeModel = async (folder: string): Promise<readonly Optimized[]> => {
  const found = await Promise.all(
    improvements.map(async ([name, improve]) => {
      const variants = await graphVariants(folder, name);
      return variants.map(({ path }) => ({ path, name, improve }));
    }),
  );
  const done: Optimized[] = [];
  for (const { path, name, improve } of found.flat()) {
    const to = join(dirname(path), basename(path).replace(name, fasterNames[name]));
    done.push(await optimizeFile(path, to, improve));
  }
  return done;
};
