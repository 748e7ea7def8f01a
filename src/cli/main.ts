#!/usr/bin/env node
import { createRequire } from "node:module";
import { z } from "zod";
import { SpatialRewardError } from "../core/index.js";
import { converseOver } from "./converse.js";
import { ending } from "./failure.js";
import { createLogger } from "./log.js";
import { assemble, refusable } from "./program.js";
import { splitRosArguments } from "./ros-arguments.js";
import type { Terminal } from "./terminal.js";
import { verbs } from "./verbs.js";

const version = (): string =>
  z.object({ version: z.string() }).parse(createRequire(import.meta.url)("../../package.json"))
    .version;

/** The first Ctrl-C asks for a clean stop, the second one stops at once. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(
      new SpatialRewardError("interrupted", "stopped; run the same command again to go on"),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
};

const onUnhandled: Terminal["onUnhandled"] = (survive) => {
  process.on("uncaughtException", survive);
  process.on("unhandledRejection", survive);
  return () => {
    process.off("uncaughtException", survive);
    process.off("unhandledRejection", survive);
  };
};

const main = async (argv: readonly string[]): Promise<void> => {
  const { own, ros } = splitRosArguments(argv);
  const debug = own.includes("--debug");
  const interactive = process.stderr.isTTY === true;
  const err = (text: string): void => void process.stderr.write(text);
  const terminal: Terminal = {
    version: version(),
    out: (text) => void process.stdout.write(text),
    err,
    interactive,
    ...(interactive &&
      process.stdin.isTTY && { converse: converseOver(process.stdin, process.stderr) }),
    env: process.env,
    rosArguments: ros,
    machine: {
      nodeVersion: process.versions.node,
      freeMemory: () => process.availableMemory(),
    },
    logger: createLogger({ err, interactive, debug }),
    signal: interruption(),
    onUnhandled,
    leaveWithin: (milliseconds) => void setTimeout(() => process.exit(), milliseconds).unref(),
    exit: (code) => {
      process.exitCode = code;
    },
  };
  try {
    const program = assemble(verbs, terminal);
    await program.parseAsync([...refusable(program, own)], { from: "user" });
  } catch (thrown) {
    const { exitCode, message } = ending(thrown, debug);
    err(message);
    process.exitCode = exitCode;
  }
};

// A reader that goes away (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await main(process.argv.slice(2));
