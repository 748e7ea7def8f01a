import type { Command } from "commander";
import type { Terminal } from "./terminal.js";

/** One verb of the command line: adds itself to the program. Its action may throw SpatialRewardError. */
export type Verb = (program: Command, terminal: Terminal) => void;

/** Examples under a verb's --help: what it is for (empty: it goes on from the one before), and the command. */
export const examples = (...lines: readonly (readonly [purpose: string, command: string])[]) =>
  `\nExamples:\n${lines.map(([purpose, command]) => `${purpose === "" ? "" : `  # ${purpose}\n`}  $ ${command}`).join("\n")}\n`;

/** One JSON document, stamps (bigint) as decimal strings and unknown numbers as null. */
export const jsonDocument = (value: unknown): string =>
  `${JSON.stringify(value, (_, each) => (typeof each === "bigint" ? each.toString() : each), 2)}\n`;
