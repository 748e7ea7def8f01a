import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import { graphVariants } from "../engine/model-directory.js";
import { decoderName, sharedDecoderName } from "../generative/graph-names.js";
import { type Graph, parseGraph, writeGraph } from "./onnx-graph.js";
import { restrictLogits } from "./restrict-logits.js";
import { sharePrefix } from "./share-prefix.js";
import { tellNext } from "./tell-next.js";

/** What was made of one graph. */
export interface Optimized {
  readonly from: string;
  /** The file written beside it; undefined where nothing could be done. */
  readonly to?: string;
  readonly sharedPrefix: boolean;
  readonly restrictedLogits: boolean;
}

const readGraph = async (path: string): Promise<Graph> => {
  try {
    return parseGraph(await readFile(path));
  } catch (cause) {
    throw new SpatialRewardError("model.corrupt", `${path}: ${String(cause)}`, { cause });
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
    throw new SpatialRewardError("output.write", `${path}: ${String(cause)}`, { cause });
  }
};

const optimizeFile = async (from: string): Promise<Optimized> => {
  const graph = await readGraph(from);
  const shared = sharePrefix(graph);
  const restricted = restrictLogits(shared ?? graph);
  const done = {
    from,
    sharedPrefix: shared !== undefined,
    restrictedLogits: restricted !== undefined,
  };
  const best = (restricted && tellNext(restricted)) ?? shared;
  if (!best) return done;
  const to = join(dirname(from), basename(from).replace(decoderName, sharedDecoderName));
  await writeWhole(to, writeGraph(best));
  return { ...done, to };
};

/**
 * Writes faster decoders beside those of a model directory, in every precision that it has; they are used from then on.
 * @throws SpatialRewardError model.missing, model.corrupt, output.write
 */
export const optimizeModel = async (folder: string): Promise<readonly Optimized[]> => {
  const done: Optimized[] = [];
  for (const { path } of await graphVariants(folder, decoderName))
    done.push(await optimizeFile(path));
  return done;
};
