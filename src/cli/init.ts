import { Option } from "commander";
import { addBackendFlags } from "./backend-flags.js";
import { goalNames } from "./init/goals.js";
import type { InitFlags } from "./init-run.js";
import { examples, type Verb } from "./verb.js";

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

const none: readonly string[] = [];

/** Writes a first task file for a recording. */
export const init: Verb = (program, terminal) => {
  addBackendFlags(program.command("init"))
    .summary("write a first task file for a recording")
    .description(
      "Looks at a recording, lists its cameras, asks what is to be rewarded (where somebody sits at the terminal; flags say it, too) and writes a task file that label takes. Its thresholds are a beginning: look at the report.",
    )
    .argument(
      "<bag>",
      "what label takes: a recording, a video, a folder of images, a LeRobot dataset",
    )
    .option("-o, --output <file>", "the task file; else the recording's name with .yaml, here")
    .option("--overwrite", "write a file anew that is there")
    .addOption(new Option("--goal <goal>", "what the robot is to do").choices(goalNames))
    .option("--object <phrase>", "the thing, as a question would name it: red mug")
    .option("--to <phrase>", "where it goes (place, push): blue bowl")
    .option("--task <words>", "what the robot is to do, in words; else made of the above")
    .option("--camera <topic>", "a camera; may be repeated, the first one paces", collected, none)
    .option("--gripper <phrase>", "how questions name the end effector", "gripper")
    .option("--gripper-frame <frame>", "TF's frame of the tool centre point")
    .option("--json", "one JSON document on standard output; nothing is asked")
    .addHelpText(
      "after",
      examples(
        ["asks what it needs", "spatial-reward init run.mcap"],
        [
          "without questions",
          'spatial-reward init run.mcap --goal pick --object "red mug" -o pick.yaml',
        ],
        [
          "with a place to go to, and the tool's frame in TF",
          'spatial-reward init run.mcap --goal place --object carrot --to "blue bowl" --gripper-frame tool0',
        ],
      ),
    )
    .action(async (input: string, flags: InitFlags) => {
      const { runInit } = await import("./init-run.js");
      await runInit(input, flags, terminal);
    });
};
