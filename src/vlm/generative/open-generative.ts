import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { remember } from "../../core/index.js";
import type { Backend } from "../backend.js";
import { createEngine, type Engine } from "../engine/engine.js";
import { silentLogger } from "../engine/logger.js";
import { findGraph, hashModel, hasModelFile, readModelJson } from "../engine/model-directory.js";
import type { ModelDirectory, ModelOptions } from "../model-options.js";
import { createAsk, type GenerativeParts } from "./ask.js";
import { readChatTemplate } from "./chat-template.js";
import { bindDecoder } from "./decoder.js";
import { bindEmbedder } from "./embed.js";
import type { Family, FamilyModel } from "./family.js";
import { decoderName, encoderName, fasterNames, graphNames } from "./graph-names.js";
import { decodingsOf, endsOf, limits, modelConfig } from "./settings.js";
import { readTokens, type Tokens } from "./tokens.js";

const settings = ["config.json", "preprocessor_config.json", "tokenizer.json"] as const;

const rememberedPrompts = 1024;

/** Files that change answers where a directory has them. */
const optionalSettings = [
  "generation_config.json",
  "tokenizer_config.json",
  "processor_config.json",
  "chat_template.json",
  "chat_template.jinja",
] as const;

/** What does not fit must not leave threads behind. */
const closingOnFailure = async <T>(engine: Engine, use: () => Promise<T>): Promise<T> => {
  try {
    return await use();
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
};

const partsOf = async (
  engine: Engine,
  folder: string,
  { family, kind, tokens }: { family: FamilyModel; kind: Family; tokens: Tokens },
  options: ModelOptions,
): Promise<GenerativeParts> => {
  const config = await readModelJson(folder, "config.json", modelConfig);
  const { text_config: text = config } = config;
  return {
    engine,
    family,
    tokens,
    template: remember(family.template ?? (await readChatTemplate(folder)), rememberedPrompts),
    decodings: decodingsOf(tokens, await endsOf(folder, config), options),
    context: Math.min(
      text.max_position_embeddings ?? limits.context,
      family.context ?? Number.POSITIVE_INFINITY,
    ),
    answerTokens: limits.textTokens,
    batch: limits.batch,
    model: {
      embedder: bindEmbedder(engine.graphs, family.encoderInputs),
      decoder: bindDecoder(engine.graphs),
      imageToken: family.imageToken,
      shares: kind.shares,
    },
  };
};

const present = async (folder: string, files: readonly string[]): Promise<readonly string[]> => {
  const there = await Promise.all(files.map((file) => hasModelFile(folder, file)));
  return files.filter((_, at) => there[at]);
};

/** The graph that `model optimize` made of this one, where there is one that can be used. */
const fastest = async (
  name: (typeof graphNames)[number],
  path: string,
  { shares }: Family,
): Promise<string> => {
  const made = name === encoderName || (name === decoderName && shares === "prefix");
  if (!made) return path;
  const file = basename(path).replace(name, fasterNames[name]);
  return (await hasModelFile(dirname(path), file)) ? join(dirname(path), file) : path;
};

/**
 * Everything that questions are asked with, its threads running.
 * @throws SpatialRewardError model.missing, model.corrupt, model.unsupported
 */
export const loadGenerative = async (
  kind: Family,
  { folder }: Pick<ModelDirectory, "folder">,
  options: ModelOptions,
): Promise<{ readonly parts: GenerativeParts; readonly hash: string }> => {
  const { logger = silentLogger, precision = "fp32" } = options;
  const tokens = await readTokens(folder);
  const family = await kind.open({
    tokens,
    read: (file, schema) => readModelJson(folder, file, schema),
  });
  const graphs = [];
  for (const name of graphNames) {
    const path = await findGraph(folder, name, precision, logger);
    graphs.push({ name, path: await fastest(name, path, kind) });
  }
  const hash = await hashModel(
    folder,
    [...settings, ...(await present(folder, optionalSettings))],
    graphs.map(({ path }) => path),
  );
  const engine = await createEngine({
    workers: 1,
    threads: availableParallelism(),
    ...options,
    graphs,
  });
  const parts = await closingOnFailure(engine, () =>
    partsOf(engine, folder, { family, kind, tokens }, options),
  );
  return { parts, hash };
};

/**
 * A vision-language model that writes its answers, of whichever family.
 * @throws SpatialRewardError model.missing, model.corrupt, model.unsupported
 */
export const openGenerative =
  (kind: Family) =>
  async (directory: ModelDirectory, options: ModelOptions): Promise<Backend> => {
    const { parts, hash } = await loadGenerative(kind, directory, options);
    const { name, source } = directory;
    return {
      identity: { source, name, version: kind.modelTypes[0] ?? "", hash },
      ask: createAsk(parts),
      stats: () => parts.engine.stats(),
      close: () => parts.engine.close(),
    };
  };
