import { type Command, Option } from "commander";
import { type ModelOptions, type Precision, precisions } from "../vlm/index.js";
import type { Terminal } from "./terminal.js";

/** How a model is run. */
export interface ModelFlags {
  readonly precision?: Precision;
  readonly provider?: readonly string[];
}

const providers = (text: string): readonly string[] =>
  text.split(",").map((name) => name.trim().toLowerCase());

export const precisionOption = (): Option =>
  new Option("--precision <name>", "the variant of the model's graphs; fp32 where it has none")
    .choices(precisions)
    .default("fp32");

export const providerOption = (): Option =>
  new Option(
    "--provider <names>",
    "execution providers in order of preference, such as tensorrt,cuda; the CPU where none can be had",
  ).argParser(providers);

/** Adds the flags of every verb that runs a model. */
export const modelFlags = (command: Command): Command =>
  command.addOption(precisionOption()).addOption(providerOption());

export const modelOptions = (
  { precision, provider }: ModelFlags,
  { logger }: Pick<Terminal, "logger">,
): ModelOptions => ({
  logger,
  ...(precision ? { precision } : {}),
  ...(provider ? { providers: provider } : {}),
});
