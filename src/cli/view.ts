import { port } from "./arguments.js";
import { examples, type Verb } from "./verb.js";
import type { ViewFlags } from "./view-run.js";

/** Shows what label wrote in a browser. To be stopped is its usual end, so Ctrl-C ends it with 0. */
export const view: Verb = (program, terminal) => {
  program
    .command("view")
    .summary("look at labelled recordings in a browser")
    .description(
      "Serves what label wrote into DIR, one recording or many, as pages to look at; many get an overview, as they are now. Recordings can be read by range. Ctrl-C stops it.",
    )
    .argument("<dir>", "the -o of label, or one recording in it")
    .option("--port <number>", "0: any free one", port, 8123)
    .option("--host <address>", "0.0.0.0 lets other machines look, too", "127.0.0.1")
    .addHelpText(
      "after",
      examples(
        ["what was labelled", "spatial-reward view labelled"],
        [
          "on a machine without a screen, seen from another",
          "spatial-reward view labelled --host 0.0.0.0",
        ],
      ),
    )
    .action(async (folder: string, flags: ViewFlags) => {
      const { runView } = await import("./view-run.js");
      await runView(folder, flags, terminal);
    });
};
