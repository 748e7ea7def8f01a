import { type Command, InvalidArgumentError, Option } from "commander";
import { SpatialRewardError } from "../core/index.js";
import { duration, fieldOfView, gather, pitch, port } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { FoxgloveFlags } from "./live-foxglove.js";
import type { Terminal } from "./terminal.js";
import { examples, type Verb } from "./verb.js";

const socketUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "ws:" || url?.protocol === "wss:") return text;
  throw new InvalidArgumentError(
    `must be a WebSocket's address, such as ws://robot:8765; got "${text}"`,
  );
};

const foxgloveFlags = (): readonly Option[] => {
  const flag = (flags: string, description: string): Option =>
    new Option(flags, description).helpGroup("Without ROS (--foxglove):");
  return [
    flag(
      "--foxglove <url>",
      "a robot's foxglove_bridge or a server of the Foxglove SDK, ws://robot:8765",
    ).argParser(socketUrl),
    flag("--task <file>", "the task, in YAML (needed)"),
    flag(
      "--camera <topic>",
      "a camera, several times for more; the first one paces. Else the task's, else the only one",
    ).argParser(gather),
    flag(
      "--depth <topic>",
      "depth images of the cameras, in their order; else the task's",
    ).argParser(gather),
    flag(
      "--fov <degrees>",
      "the cameras' horizontal field of view; counts before CameraInfo",
    ).argParser(fieldOfView),
    flag("--pitch <degrees>", "how far the cameras look down, if TF doesn't tell").argParser(pitch),
    flag("--static-tf <file>", "where frames stand that don't move: a TFMessage in YAML"),
    flag("--frame-timeout <s>", "how long a frame may take the model")
      .argParser(duration)
      .default(5),
    flag("--auto-reset", "follow an episode that succeeded or ran out of time by the next one"),
    flag("--serve <port>", "serve rewards there as a Foxglove WebSocket; 0: any free port")
      .argParser(port)
      .default(8766),
    flag("--no-serve", "serve them nowhere"),
    flag("--serve-host <address>", "0.0.0.0 lets other machines look, too").default("127.0.0.1"),
    flag("--no-publish", "publish nothing to the robot's server, though it would take it"),
    flag("--json", "the summary as one JSON document on standard output"),
  ];
};

/** A ROS node is told by parameters what these flags say: one given to it in vain is a slip. */
const refuseFlags = (command: Command): void => {
  const given = command.options.find(
    (option) => command.getOptionValueSource(option.attributeName()) === "cli",
  );
  if (given === undefined) return;
  const parameter = given.long === "--task" ? "task:=FILE" : "NAME:=VALUE";
  throw new SpatialRewardError(
    "usage.flag",
    `${given.long} goes with --foxglove URL; the ROS 2 node is set by parameters: --ros-args -p ${parameter}`,
  );
};

const refuseRos = ({ rosArguments }: Terminal): void => {
  if (rosArguments.length > 0)
    throw new SpatialRewardError(
      "usage.flag",
      "--ros-args is for the ROS 2 node; with --foxglove URL flags say it all: --help lists them",
    );
};

/** The ROS 2 node; or the same without ROS, from a Foxglove WebSocket. */
export const live: Verb = (program, terminal) => {
  const command = addBackendFlags(program.command("live"));
  for (const option of foxgloveFlags()) command.addOption(option);
  command
    .summary("rewards and facts from running cameras: the ROS 2 node, or a Foxglove WebSocket")
    .description(
      `Runs the node spatial_reward until it is told to stop (Ctrl-C, SIGTERM). Everything is set by ROS parameters; docs/live.md has the table. Needs a sourced ROS 2 and scripts/ros-build.sh once. The same as ros2 run spatial_reward bridge.

With --foxglove no ROS is needed here: frames come from the robot's Foxglove WebSocket, rewards go back to it where it lets clients publish, and are served for viewers. Then the flags below count, and no parameters.`,
    )
    .addHelpText(
      "after",
      examples(
        ["a task, its camera", "spatial-reward live --ros-args -p task:=examples/pick.yaml"],
        [
          "another camera, in a namespace",
          "spatial-reward live --ros-args -p task:=pick.yaml -p cameras:=[/wrist/image_raw] -r __ns:=/robot",
        ],
        [
          "a robot that runs foxglove_bridge, from a machine without ROS",
          "spatial-reward live --foxglove ws://robot:8765 --task pick.yaml",
        ],
      ),
    )
    .action(async (flags: FoxgloveFlags) => {
      if (flags.foxglove === undefined) {
        refuseFlags(command);
        const { live: run } = await import("./live-run.js");
        await run(terminal);
      } else {
        refuseRos(terminal);
        const { liveFoxglove } = await import("./live-foxglove.js");
        await liveFoxglove({ ...flags, foxglove: flags.foxglove }, terminal);
      }
    });
};
