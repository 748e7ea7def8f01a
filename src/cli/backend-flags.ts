import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type Backend,
  type Combination,
  defaultServerSettings,
  type ModelOptions,
  openBackends,
  type Prices,
  type ServerSettings,
} from "../vlm/index.js";
import { apiKeyFor } from "./api-key.js";
import { attempts, duration, few, many, megabytes, pixels, quality, waiting } from "./arguments.js";
import { type ModelFlags, modelOptions, precisionOption, providerOption } from "./model-flags.js";
import type { Terminal } from "./terminal.js";

/** As commander gives them. */
export interface BackendFlags extends ModelFlags {
  readonly backend: readonly string[];
  readonly ensemble?: boolean;
  readonly fallback?: boolean;
  readonly cache?: string;
  readonly cacheSize: number;
  readonly packed?: boolean;
  readonly places?: boolean;
  readonly samples: number;
  readonly parallel: number;
  readonly timeout: number;
  readonly retries: number;
  readonly wait: number;
  readonly maxTokens: number;
  readonly imageSize: number;
  readonly imageQuality: number;
  readonly price?: Prices;
}

const defaultBackends = ["nano"];

/** Given once or more often; the default counts only if it is not given at all. */
const gather = (spec: string, before: readonly string[]): readonly string[] =>
  before === defaultBackends ? [spec] : [...before, spec];

const prices = (text: string): Prices => {
  const [, input, output] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (input === undefined || output === undefined)
    throw new InvalidArgumentError(`must be IN/OUT, such as 0.15/0.6; got "${text}"`);
  return { input: Number(input), output: Number(output) };
};

/** Waiting for a server costs a person nothing who has gone home; a live reward would be late. */
const waitOfJobs = 60;

const serverFlags = (): readonly Option[] => {
  const normal = defaultServerSettings;
  const flag = (flags: string, description: string): Option =>
    new Option(flags, description).helpGroup("A model behind a server (openai:MODEL@URL):");
  return [
    flag("--packed", "all questions of a frame in one request, answered as JSON"),
    flag("--places", "as --packed, and where in the picture the things are that are asked about"),
    flag("--samples <n>", "answers to average where the server tells no probabilities")
      .argParser(few)
      .default(normal.samples),
    flag("--parallel <n>", "requests at once").argParser(few).default(normal.parallel),
    flag("--timeout <s>", "how long a request may take")
      .argParser(duration)
      .default(normal.timeout),
    flag("--retries <n>", "further attempts of a request that failed")
      .argParser(attempts)
      .default(normal.retries),
    flag("--wait <s>", "how long to wait for a server that has stopped answering")
      .argParser(waiting)
      .default(waitOfJobs),
    flag("--max-tokens <n>", "longest answer, thinking included")
      .argParser(many)
      .default(normal.maxTokens),
    flag("--image-size <px>", "longest side of the image that is sent")
      .argParser(pixels)
      .default(normal.imageSize),
    flag("--image-quality <1-100>", "JPEG quality of the image that is sent")
      .argParser(quality)
      .default(normal.imageQuality),
    flag("--price <in/out>", "what a million tokens cost, to add up").argParser(prices),
  ];
};

const modelFlags = (): readonly Option[] => {
  const flag = (flags: string, description: string): Option =>
    new Option(flags, description).helpGroup("The model:");
  return [
    flag(
      "--backend <spec>",
      "nano, onnx:DIR or openai:MODEL@URL; several with --ensemble or --fallback",
    )
      .argParser(gather)
      .default(defaultBackends, "nano"),
    precisionOption().helpGroup("The model:"),
    providerOption().helpGroup("The model:"),
    flag("--ensemble", "weigh the answers of several backends").conflicts("fallback"),
    flag("--fallback", "ask the next backend what the one before could not answer"),
    flag("--cache <dir>", "remember answers there, and don't ask again"),
    flag("--cache-size <mb>", "how large the cache may grow").argParser(megabytes).default(1024),
  ];
};

/** Flags of every verb that asks a model. */
export const addBackendFlags = (command: Command): Command => {
  for (const option of [...modelFlags(), ...serverFlags()]) command.addOption(option);
  return command;
};

const serverOptions = (flags: BackendFlags): Partial<ServerSettings> => ({
  imageQuality: flags.imageQuality,
  imageSize: flags.imageSize,
  packed: flags.packed === true,
  places: flags.places === true,
  samples: flags.samples,
  parallel: flags.parallel,
  timeout: flags.timeout,
  retries: flags.retries,
  wait: flags.wait,
  maxTokens: flags.maxTokens,
  ...(flags.price && { prices: flags.price }),
});

const combinationOf = ({ ensemble, fallback }: BackendFlags): Combination | undefined =>
  ensemble === true ? "ensemble" : fallback === true ? "fallback" : undefined;

/**
 * The backend that the flags describe.
 * @throws SpatialRewardError usage.flag, backend.unknown, model.*, output.write (the cache)
 */
export const openFromFlags = (
  flags: BackendFlags,
  terminal: Terminal,
  more: Pick<ModelOptions, "grace"> = {},
): Promise<Backend> => {
  const { env, logger } = terminal;
  const combination = combinationOf(flags);
  const members = flags.backend.map((spec, index) => {
    const apiKey = apiKeyFor(spec, index, env);
    const server = { ...serverOptions(flags), ...(apiKey !== undefined && { apiKey }) };
    return { spec, options: { ...modelOptions(flags, terminal), ...more, server } };
  });
  return openBackends(members, {
    logger,
    ...(combination && { combination }),
    ...(flags.cache !== undefined && {
      cache: { folder: flags.cache, maxBytes: flags.cacheSize * 1e6 },
    }),
  });
};
