import { duration, factor, hertz } from "./arguments.js";
import type { PlayFlags } from "./play-run.js";
import { examples, type Verb } from "./verb.js";

/** Plays a recording onto ROS topics. To be stopped is its usual end, so Ctrl-C ends it with 0. */
export const playRecording: Verb = (program, terminal) => {
  program
    .command("play")
    .summary("play a recording onto ROS 2 topics in real time")
    .description(
      "Plays a recording of any format onto ROS 2 topics, with its own types and QoS, at its own pace. Needs a sourced ROS 2.",
    )
    .argument("<bag>", "a rosbag2 folder, an .mcap, .db3 or ROS 1 .bag file")
    .option("--rate <factor>", "faster or slower than it was recorded", factor, 1)
    .option("--loop", "begin again at the end, until stopped")
    .option("--clock [hertz]", "publish the recording's time on /clock (40)", hertz)
    .option("--topics <name...>", "only these topics")
    .option(
      "--delay <seconds>",
      "before the first message, for subscribers to find it",
      duration,
      1,
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a camera where there is none", "spatial-reward play examples/pick.mcap --loop"],
        [
          "half as fast, in simulated time, the truth left out",
          "spatial-reward play pick.mcap --rate 0.5 --clock --topics /camera/image_raw/compressed /tf",
        ],
      ),
    )
    .action(async (path: string, flags: PlayFlags) => {
      const { runPlay } = await import("./play-run.js");
      await runPlay(path, flags, terminal);
    });
};
