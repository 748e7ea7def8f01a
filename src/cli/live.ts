import { examples, type Verb } from "./verb.js";

/** The ROS 2 node. */
export const live: Verb = (program, terminal) => {
  program
    .command("live")
    .summary("the ROS 2 node: rewards and facts from running cameras")
    .description(
      `Runs the node spatial_reward until it is told to stop (Ctrl-C, SIGTERM). Everything is set by ROS parameters; docs/live.md has the table. Needs a sourced ROS 2 and scripts/ros-build.sh once. The same as ros2 run spatial_reward bridge.`,
    )
    .addHelpText(
      "after",
      examples(
        ["a task, its camera", "spatial-reward live --ros-args -p task:=examples/pick.yaml"],
        [
          "another camera, in a namespace",
          "spatial-reward live --ros-args -p task:=pick.yaml -p cameras:=[/wrist/image_raw] -r __ns:=/robot",
        ],
      ),
    )
    .action(async () => {
      const { live: run } = await import("./live-run.js");
      await run(terminal);
    });
};
