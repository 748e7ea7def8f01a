import { Command } from "commander";
import type { Terminal } from "./terminal.js";
import type { Verb } from "./verb.js";

const about = `Camera frames in, stamped dense rewards and spatial facts out.

Exit codes: 0 done, 1 the work failed, 2 wrong usage, 130 stopped by Ctrl-C.
Errors are one line, "error[code]: message". Logs go to standard error.`;

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
    .option("--debug", "log what happens, and print the stack of an error")
    .showSuggestionAfterError(true);
  for (const verb of verbs) verb(program, terminal);
  return program;
};
