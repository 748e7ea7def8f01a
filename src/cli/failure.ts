import { CommanderError } from "commander";
import { type ErrorCode, errorCodes, SpatialRewardError } from "../core/index.js";

/** How a command that threw ends: what it prints on standard error, and its exit code. */
export interface Ending {
  readonly exitCode: number;
  readonly message: string;
}

/** A message that lists several problems has a line for each. */
export const errorLine = (code: ErrorCode, message: string): string =>
  `error[${code}]: ${message.trimEnd().replaceAll("\n", "\n  ")}\n`;

const flagErrors = new Set([
  "commander.unknownOption",
  "commander.optionMissingArgument",
  "commander.missingMandatoryOptionValue",
  "commander.conflictingOption",
]);

/** `option '-r, --rate <hz>' argument 'fast' is invalid. must be a number; got "fast"`, as `--rate: must be …`. */
const refusedValue =
  /^option '(?:-\w, )?(--[\w-]+)[^']*' argument '([\s\S]*)' is invalid\. ([\s\S]*)$/;
const choices = /^Allowed choices are (.*)\.$/;

const inOurWords = (message: string): string => {
  const [, flag, given, why = ""] = refusedValue.exec(message) ?? [];
  if (flag === undefined) return message;
  const [, allowed] = choices.exec(why) ?? [];
  return `${flag}: ${allowed === undefined ? why : `must be one of ${allowed}; got "${given}"`}`;
};

/** commander's "error: unknown option '--tsk'\n(Did you mean --task?)", in our form and on one line. */
const usage = (error: CommanderError): Ending => {
  if (error.exitCode === 0) return { exitCode: 0, message: "" };
  // No verb at all: commander has printed the help.
  if (error.code === "commander.help") return { exitCode: 2, message: "" };
  const message = inOurWords(error.message.replace(/^error: /, "")).replace(/\s*\n\s*/g, " ");
  const listed = error.code === "commander.unknownCommand" && !message.includes("Did you mean");
  const code = flagErrors.has(error.code) ? "usage.flag" : "usage.argument";
  return {
    exitCode: errorCodes[code].exit,
    message: errorLine(code, listed ? `${message}; --help lists those there are` : message),
  };
};

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.stack ?? thrown.message}\n` : "";

/** An error nobody foresaw is a defect of ours: it says so, and how to see more. */
const unforeseen = (thrown: unknown): Ending => ({
  exitCode: 1,
  message: `error[unforeseen]: ${thrown instanceof Error ? thrown.message : String(thrown)} (a defect of spatial-reward; --debug shows where)\n`,
});

const endingOf = (thrown: unknown): Ending => {
  if (thrown instanceof CommanderError) return usage(thrown);
  if (thrown instanceof SpatialRewardError) {
    return { exitCode: thrown.exitCode, message: errorLine(thrown.code, thrown.message) };
  }
  return unforeseen(thrown);
};

/** One clear line with a code; the stack only with `debug`. */
export const ending = (thrown: unknown, debug: boolean): Ending => {
  const { exitCode, message } = endingOf(thrown);
  return { exitCode, message: debug && exitCode !== 0 ? message + stackOf(thrown) : message };
};
