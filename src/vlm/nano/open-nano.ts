import type { Backend } from "../backend.js";
import { createEngine, type Engine } from "../engine/engine.js";
import { createImageProcessor, letterboxConfig } from "../engine/image-processor.js";
import { silentLogger } from "../engine/logger.js";
import {
  findGraph,
  findOptionalGraph,
  hashModel,
  readModelJson,
} from "../engine/model-directory.js";
import { readTokenizer } from "../engine/tokenizer.js";
import type { ModelDirectory, ModelOptions } from "../model-options.js";
import { createAsk } from "./ask.js";
import { nanoConfig } from "./config.js";
import { bindGraphs } from "./graphs.js";
import { vocabularyOf } from "./vocabulary.js";
import { readWords } from "./words/read-words.js";

export const graphNames = ["vision_encoder", "answer"] as const;
const settings = ["config.json", "preprocessor_config.json", "tokenizer.json"] as const;

/** What does not fit must not leave threads behind. */
const closingOnFailure = async <T>(engine: Engine, use: () => T): Promise<T> => {
  try {
    return use();
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
};

/**
 * A model of the nano family: grounds named things in an image; all geometry is ours.
 * @throws SpatialRewardError model.missing, model.corrupt, model.unsupported
 */
export const openNano = async (
  { folder, name, source }: ModelDirectory,
  options: ModelOptions,
): Promise<Backend> => {
  const { logger = silentLogger, precision = "fp32" } = options;
  const config = await readModelJson(folder, "config.json", nanoConfig);
  const preprocessor = await readModelJson(folder, "preprocessor_config.json", letterboxConfig);
  const tokenizer = await readTokenizer(folder);
  const graphs: { name: string; path: string }[] = [];
  for (const graph of graphNames)
    graphs.push({ name: graph, path: await findGraph(folder, graph, precision, logger) });
  // It says how unlike an image is to those learnt from; models exported before 0.2 have none.
  const novelty = await findOptionalGraph(folder, "novelty");
  if (novelty !== undefined) graphs.push({ name: "novelty", path: novelty });
  const hash = await hashModel(
    folder,
    settings,
    graphs.map(({ path }) => path),
  );
  const lexicon = await readWords();
  const engine = await createEngine({ ...options, graphs });
  const bound = await closingOnFailure(engine, () =>
    bindGraphs(engine.graphs, config, preprocessor),
  );
  const vocabulary = vocabularyOf(tokenizer, lexicon);
  return {
    identity: { source, name, version: config.version, hash },
    vocabulary,
    understoodIn: (question) => vocabulary.understand(question).understood,
    ask: createAsk({
      engine,
      config,
      tokenizer,
      vocabulary,
      graphs: bound,
      processImage: createImageProcessor(preprocessor),
    }),
    restarts: () => engine.stats().restarts,
    close: () => engine.close(),
  };
};
