import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type Backend,
  type BackendKind,
  backendForms,
  backendKinds,
  type Combination,
  type FlagValue,
  kindOfSpec,
  type ModelOptions,
  openBackends,
  type Prices,
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

/** Options that a value's name stands for. */
const parsers: Readonly<Record<Exclude<FlagValue, "switch">, (text: string) => unknown>> = {
  text: (text) => text,
  few,
  many,
  attempts,
  duration,
  waiting,
  pixels,
  quality,
  prices,
};

const kindFlags = ({ title = "", flags = [] }: BackendKind): readonly Option[] =>
  flags.map(({ flags: written, description, value, default: normal }) => {
    const option = new Option(written, description).helpGroup(title);
    if (value !== "switch") option.argParser(parsers[value]);
    return normal === undefined ? option : option.default(normal);
  });

const modelFlags = (): readonly Option[] => {
  const flag = (flags: string, description: string): Option =>
    new Option(flags, description).helpGroup("The model:");
  return [
    flag("--backend <spec>", `${backendForms()}; several with --ensemble or --fallback`)
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
  for (const option of [...modelFlags(), ...backendKinds().flatMap(kindFlags)])
    command.addOption(option);
  return command;
};

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
    const { server, ...options } = kindOfSpec(spec).options?.({ ...flags }) ?? {};
    const asked = { ...server, ...(apiKey !== undefined && { apiKey }) };
    return {
      spec,
      options: { ...modelOptions(flags, terminal), ...options, ...more, server: asked },
    };
  });
  return openBackends(members, {
    logger,
    ...(combination && { combination }),
    ...(flags.cache !== undefined && {
      cache: { folder: flags.cache, maxBytes: flags.cacheSize * 1e6 },
    }),
  });
};
