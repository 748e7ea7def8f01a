import { once } from "node:events";
import type { TruthOptions } from "../gazebo/index.js";
import { examples, type Verb } from "./verb.js";

/** Turns a simulation's poses into the facts that estimates are measured against; ends with 0 when it is stopped. */
export const truth: Verb = (program, terminal) => {
  program
    .command("truth")
    .summary("tell the truth of a Gazebo simulation as facts")
    .description(
      "Publishes what is true of each image of a simulation on /ground_truth/facts and /tf, until it is stopped. Needs a sourced ROS 2.",
    )
    .option("--poses <topic>", "poses of the models, as tf2_msgs/TFMessage", "/ground_truth/poses")
    .option("--camera-info <topic>", "has the images' stamps", "/camera/camera_info")
    .option("--camera <model>", "the frame that the camera looks from, along x", "camera")
    .option("--gripper-frame <frame>", "the frame of the tool centre point", "gripper/tcp")
    .option("--gripper <name>", "how the task file calls the gripper", "gripper")
    .addHelpText(
      "after",
      examples(["beside gazebo/tabletop.sdf and gazebo/bridge.yaml", "spatial-reward truth"]),
    )
    .action(async (options: TruthOptions) => {
      const { publishTruth } = await import("../gazebo/index.js");
      const { openTopics } = await import("../ros/index.js");
      const topics = await openTopics({
        node: "spatial_reward_truth",
        env: terminal.env,
        rosArguments: terminal.rosArguments,
        report: (text) => terminal.logger.warn(text),
      });
      try {
        publishTruth(topics, options);
        if (!terminal.signal.aborted) await once(terminal.signal, "abort");
      } finally {
        await topics.close();
      }
    });
};
