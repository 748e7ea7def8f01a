import { machineClock, type PlayedBag, playBag } from "../play/index.js";
import { openTopics } from "../ros/index.js";
import { positive } from "./arguments.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface PlayFlags {
  readonly rate: number;
  readonly loop?: boolean;
  /** `true` without a number of its own. */
  readonly clock?: number | true;
  readonly topics?: readonly string[];
  readonly delay: number;
  readonly json?: boolean;
}

/** /clock a second where --clock says no number, as `ros2 bag play`. */
const usualClockRate = 40;

const prose = (path: string, { messages, rounds, topics, latest }: PlayedBag): string =>
  `${path}: ${messages} messages on ${topics.length} topics, ${rounds} whole time${rounds === 1 ? "" : "s"} through; ` +
  `the latest message was ${(latest * 1000).toFixed(0)} ms behind its time\n`;

const run = async (path: string, flags: PlayFlags, terminal: Terminal): Promise<PlayedBag> => {
  const { env, rosArguments, logger } = terminal;
  const publishers = await openTopics({
    node: "spatial_reward_player",
    env,
    rosArguments,
    report: (text) => logger.warn(text),
  });
  const { clock, topics } = flags;
  try {
    return await playBag({
      path,
      publishers,
      ...(topics && { topics }),
      ...(clock !== undefined && { clockRate: clock === true ? usualClockRate : clock }),
      rate: flags.rate,
      loop: flags.loop === true,
      delay: flags.delay,
      clock: machineClock,
      signal: terminal.signal,
      onSkipped: ({ name, reason }) => terminal.err(`note: ${name} is not played: ${reason}\n`),
    });
  } finally {
    await publishers.close();
  }
};

/** Plays a recording onto ROS topics. To be stopped is its usual end, so Ctrl-C ends it with 0. */
export const playRecording: Verb = (program, terminal) => {
  program
    .command("play")
    .summary("play a recording onto ROS 2 topics in real time")
    .description(
      "Plays a recording of any format onto ROS 2 topics, with its own types and QoS, at its own pace.\nNeeds a sourced ROS 2.",
    )
    .argument("<bag>", "a rosbag2 folder, an .mcap, .db3 or ROS 1 .bag file")
    .option("--rate <factor>", "faster or slower than it was recorded", positive, 1)
    .option("--loop", "begin again at the end, until stopped")
    .option(
      "--clock [hertz]",
      `publish the recording's time on /clock (${usualClockRate})`,
      positive,
    )
    .option("--topics <name...>", "only these topics")
    .option(
      "--delay <seconds>",
      "before the first message, for subscribers to find it",
      positive,
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
      const played = await run(path, flags, terminal);
      terminal.out(
        flags.json === true ? jsonDocument({ bag: path, ...played }) : prose(path, played),
      );
    });
};
