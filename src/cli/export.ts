import type { Command } from "commander";
import { hertz } from "./arguments.js";
import type { ExportFlags } from "./export-run.js";
import { examples, type Verb } from "./verb.js";

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

const none: readonly string[] = [];

interface CheckFlags {
  readonly json?: boolean;
}

/** Gives trainers what `label` has made. */
export const exportLabelled: Verb = (program, terminal) => {
  const verb = program
    .command("export")
    .summary("write labelled recordings as trainers take them")
    .description(
      "Writes what label has made as data sets of trainers: DIR appears when it is whole. Rewards stand on the step before: what an action earned, with the action. `export check DIR` says what a loader would trip over.",
    )
    .argument("[labelled...]", "outputs of label, or folders with some in them")
    .option("--format <format>", "jsonl, lerobot, lerobot-sidecar, maniskill or robomimic (needed)")
    .option("-o, --output <dir>", "the folder to be made (needed)")
    .option("--overwrite", "make an export anew that is there")
    .option(
      "--state <topic>",
      "what the robot senses, by topic or field: /joint_states.position; may be repeated",
      collected,
      none,
    )
    .option("--action <topic>", "what it was told to do; may be repeated", collected, none)
    .option("--fps <hz>", "steps a second; else the rate of the frames", hertz)
    .option(
      "--source <path>",
      "what labels are of that were written apart (--sidecar, videos, data sets); may be repeated",
      collected,
      none,
    )
    .option("--no-images", "leave the pictures out")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        [
          "for LeRobot",
          "spatial-reward export labelled --format lerobot --state /joint_states.position --action /cmd -o dataset",
        ],
        [
          "beside a LeRobot data set that was labelled",
          "spatial-reward export labelled --format lerobot-sidecar --source pusht -o sidecar",
        ],
        ["for scripts of one's own", "spatial-reward export labelled/pick --format jsonl -o steps"],
        ["what a loader would trip over", "spatial-reward export check dataset"],
      ),
    )
    .action(async (inputs: string[], flags: ExportFlags) => {
      const { runExportVerb } = await import("./export-run.js");
      await runExportVerb(inputs, flags, terminal);
    });
  verb
    .command("check")
    .summary("what a loader would trip over")
    .description(
      "Looks through an export, and says what a loader would trip over; exit 1 if anything.",
    )
    .argument("<dir>", "what export has made")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", examples(["a data set", "spatial-reward export check dataset"]))
    .action(async (path: string, _: CheckFlags, command: Command) => {
      const { runExportCheck } = await import("./export-run.js");
      // Flags that `export` has, too, are taken by it.
      await runExportCheck(path, command.optsWithGlobals<CheckFlags>(), terminal);
    });
};
