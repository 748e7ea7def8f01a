import { type Command, Option } from "commander";
import { evidence, few, fieldOfView, hertz, pitch } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { LabelFlags } from "./label-run.js";
import type { MergeFlags } from "./merge-run.js";
import { examples, type Verb } from "./verb.js";

/** Adds up what several machines have labelled. */
const addMerge: Verb = (verb, terminal) => {
  verb
    .command("merge")
    .summary("add up what was labelled into one folder")
    .description(
      "Adds up what was labelled into DIR, by however many machines: DIR/recordings.json has every recording, DIR/index.html shows them, what failed first. Exit 1 if any failed, or is missing of those that --manifest names.",
    )
    .argument("<dir>", "the -o of label")
    .option("--manifest <file>", "the recordings that there should be")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples([
        "after the last of an array",
        "spatial-reward label merge labelled --manifest runs.jsonl",
      ]),
    )
    .action(async (folder: string, _: MergeFlags, command: Command) => {
      const { runMerge } = await import("./merge-run.js");
      // Flags that `label` has, too, are taken by it.
      await runMerge(folder, command.optsWithGlobals<MergeFlags>(), terminal);
    });
};

/** Labels recordings with rewards and facts. */
export const label: Verb = (program, terminal) => {
  const verb = addBackendFlags(program.command("label"))
    .summary("label recordings with rewards and spatial facts")
    .description(
      `Labels recordings: DIR/<recording>/ gets the recording with rewards and facts in it, rewards.parquet, report.html and summary.json. Stopped or killed, the same command goes on where it was; what is whole is left alone. failed.json lists recordings that failed; one in which no frame has a reward is among them. Recordings of the same name get the folders they lie in, too: run_1/camera, run_2/camera.`,
    )
    .argument(
      "[bag...]",
      "rosbag2 folders, .mcap, .db3 or .bag files; videos, folders of images, LeRobot datasets",
    )
    .option("--task <file>", "the task, in YAML (needed)")
    .option("-o, --output <dir>", "where the labelled recordings go (needed)")
    .option("--name <name>", "the folder of a single recording; else the recording's name")
    .option("--overwrite", "make outputs anew that label made from something else")
    .option("--camera <topic>", "the camera; else the task's first, else the only one")
    .option(
      "--rate <hz>",
      "frames a second at most; of images without times: those taken a second",
      hertz,
    )
    .option(
      "--fov <degrees>",
      "the camera's horizontal field of view, if CameraInfo is missing or wrong",
      fieldOfView,
    )
    .option("--pitch <degrees>", "how far the camera looks down, if TF doesn't tell", pitch)
    .option(
      "--static-tf <file>",
      "where frames stand that don't move, such as a camera by calibrate: a TFMessage in YAML",
    )
    .option(
      "--evidence <list>",
      "what lengths may rest on: some of model, depth, tf, known, cameras; else all that there is",
      evidence,
    )
    .option("--episodes <split>", "what splits a recording: topic:NAME, gap:SECONDS or file:PATH")
    .addOption(
      new Option(
        "--from-facts",
        "recompute rewards from the facts in labelled recordings, without a model",
      ).conflicts([
        "backend",
        "precision",
        "provider",
        "rate",
        "fov",
        "pitch",
        "staticTf",
        "evidence",
      ]),
    )
    .option("--sidecar", "write a small bag of rewards and facts alone")
    .option("--csv", "write rewards.csv, too")
    .option("--no-probe", "don't look first whether a server's model sees the pictures it is sent")
    .option("--jobs <n>", "recordings at once", few, 1)
    .option(
      "--manifest <file>",
      'recordings by a file: {"recording": "run.mcap", "task": "pick.yaml", "output": "site-3/run"} a line, the latter two if wanted',
    )
    .option(
      "--shard <i/n>",
      "label one part of them, 0/8 to 7/8; auto, or auto/8, in a Slurm array or an Indexed Job",
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a recording", "spatial-reward label pick.mcap --task pick.yaml -o labelled"],
        [
          "images that were taken ten times a second",
          "spatial-reward label frames/ --rate 10 --task pick.yaml -o labelled",
        ],
        [
          "many, two at a time",
          "spatial-reward label recordings/* --task pick.yaml -o labelled --jobs 2",
        ],
        [
          "a model behind a server, each answer asked for once",
          "spatial-reward label pick.mcap --task pick.yaml -o labelled --backend openai:qwen3-vl@http://localhost:8000/v1 --cache answers",
        ],
        [
          "a part of many, each machine another, then all added up",
          "spatial-reward label --manifest runs.jsonl --task pick.yaml -o labelled --shard 0/8",
        ],
        ["", "spatial-reward label merge labelled --manifest runs.jsonl"],
        [
          "another reward for the same facts, in a second",
          "spatial-reward label labelled/pick --task stricter.yaml -o again --from-facts",
        ],
      ),
    )
    .action(async (inputs: string[], flags: LabelFlags) => {
      // Reading expressions takes half a second to load; --help and the other verbs don't wait for it.
      const { runLabel } = await import("./label-run.js");
      await runLabel(inputs, flags, terminal);
    });
  addMerge(verb, terminal);
};
