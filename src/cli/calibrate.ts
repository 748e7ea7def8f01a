import { fieldOfView, hertz } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { CalibrateFlags } from "./calibrate-run.js";
import { examples, type Verb } from "./verb.js";

/** Tells where a camera stands, by the robot's own kinematics. */
export const calibrate: Verb = (program, terminal) => {
  addBackendFlags(program.command("calibrate"))
    .summary("find a camera's place from the gripper's own motion")
    .description(
      `Estimates where a camera that stands still is in the robot's base, and the model's scale there, from where the model points at the gripper and where TF has it; says how sure that is, and how far what TF says of the camera is from it. Let the gripper go to all corners of the picture, near and far.`,
    )
    .argument("<bag>", "a recording with the camera's images and /tf")
    .option("--task <file>", "the task, in YAML: how the gripper is called, its frame (needed)")
    .option("--gripper-frame <frame>", "TF's frame of the tool centre point; else the task's")
    .option("--camera <topic>", "the camera; else the task's first, else the only one")
    .option("--base <frame>", "the frame that the camera stands still in; else the robot's base")
    .option("--fov <degrees>", "the camera's horizontal field of view", fieldOfView)
    .option("--rate <hz>", "frames a second at most", hertz)
    .option(
      "-o, --output <dir>",
      "write static_tf.yaml (for label --static-tf), static_tf.launch.xml and calibration.json",
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a camera", "spatial-reward calibrate run.mcap --task pick.yaml --gripper-frame tool0"],
        [
          "and label with it",
          "spatial-reward calibrate run.mcap --task pick.yaml -o front && spatial-reward label run.mcap --task pick.yaml --static-tf front/static_tf.yaml -o labelled",
        ],
      ),
    )
    .action(async (input: string, flags: CalibrateFlags) => {
      // The reward's language is slow to load.
      const { runCalibrate } = await import("./calibrate-run.js");
      await runCalibrate(input, flags, terminal);
    });
};
