import { fieldOfView, pitch } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { TaskFlags } from "./task-run.js";
import { examples, type Verb } from "./verb.js";

/** Looks at a task before anything is labelled with it. */
export const task: Verb = (program, terminal) => {
  const verbs = program.command("task").summary("look at a task file before labelling with it");
  addBackendFlags(verbs.command("check"))
    .summary("what a task asks, and whether it can be asked")
    .description(
      `Says what each frame will be asked, which stage needs which answer, and which words the model has not learnt; with --bag also which camera would be used, and whether its lens and the up direction are known. Nothing is labelled.`,
    )
    .argument("<task>", "a task file, in YAML")
    .option("--bag <bag>", "a recording that is to be labelled with it")
    .option("--camera <topic>", "the camera; else the task's first, else the only one")
    .option("--fov <degrees>", "the camera's horizontal field of view", fieldOfView)
    .option("--pitch <degrees>", "how far the camera looks down, if TF doesn't tell", pitch)
    .option("--static-tf <file>", "as label takes it: a TFMessage in YAML")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a task", "spatial-reward task check pick.yaml"],
        ["with the recording it is for", "spatial-reward task check pick.yaml --bag pick.mcap"],
      ),
    )
    .action(async (path: string, flags: TaskFlags) => {
      // The reward's language is slow to load.
      const { runTaskCheck } = await import("./task-run.js");
      await runTaskCheck(path, flags, terminal);
    });
};
