import { Command } from "commander";
import type { Terminal } from "./terminal.js";
import type { Verb } from "./verb.js";

const about = `Camera frames in, stamped dense rewards and spatial facts out.

Exit codes: 0 done, 1 the work failed, 2 wrong usage, 130 stopped by Ctrl-C.
Errors are one line, "error[code]: message". Logs go to standard error.`;

const helpFlags = ["-h", "--help"];

/** The arguments before the first flag of a verb. */
const wordsOf = (argv: readonly string[]): readonly string[] => {
  const words = argv.filter((word) => word !== "--debug");
  const end = words.findIndex((word) => word.startsWith("-"));
  return end < 0 ? words : words.slice(0, end);
};

const verbOf = (program: Command, name: string | undefined): Command | undefined =>
  program.commands.find((command) => command.name() === name);

/**
 * commander answers `--help` before it looks at the verb, and shows the help of what is above a verb that it doesn't know:
 * the arguments without the wish for help, where the verb is wrong, so that it says so.
 */
export const refusable = (program: Command, argv: readonly string[]): readonly string[] => {
  const flags = argv.filter((word) => helpFlags.includes(word));
  const isHelp = argv[0] === "help";
  if (flags.length === 0 && !isHelp) return argv;
  const words = isHelp ? argv.slice(1) : argv;
  let command = program;
  for (const word of wordsOf(words)) {
    if (command.commands.length === 0) return argv;
    const next = verbOf(command, word);
    if (next === undefined) return words.filter((each) => !helpFlags.includes(each));
    command = next;
  }
  return argv;
};

/** commander throws instead of exiting, and leaves what is printed about errors to us. */
export const assemble = (verbs: readonly Verb[], terminal: Terminal): Command => {
  const program = new Command("spatial-reward")
    .description(about)
    .version(terminal.version)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: () => undefined,
    })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .option("--plugin <file>", "a JavaScript module with relations or backends of your own")
    .option("--debug", "log what happens, and print the stack of an error")
    .showSuggestionAfterError(true);
  for (const verb of verbs) verb(program, terminal);
  return program;
};
