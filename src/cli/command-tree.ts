import type { Command } from "commander";
import { createLogger } from "./log.js";
import { assemble } from "./program.js";
import type { Terminal } from "./terminal.js";
import { verbs } from "./verbs.js";

const nothing = (): void => undefined;

/** A process that hears and does nothing: for looking at verbs and flags, not for running them. */
const mute = (version: string): Terminal => ({
  version,
  out: nothing,
  err: nothing,
  interactive: false,
  env: {},
  rosArguments: [],
  machine: { nodeVersion: process.versions.node, freeMemory: () => 0 },
  logger: createLogger({ err: nothing, interactive: false, debug: false }),
  signal: new AbortController().signal,
  onUnhandled: () => nothing,
  exit: nothing,
  leaveWithin: nothing,
});

/** The whole command line as commander has it, for what is made from it: completions, the manual page. */
export const commandTree = (version = "0"): Command => assemble(verbs, mute(version));
