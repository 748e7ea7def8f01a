import { fileURLToPath } from "node:url";
import type { Check } from "./check.js";

/** The recordings that come with this package: three folders above, from `src` as from `dist`. */
const examplesFolder = fileURLToPath(new URL("../../../examples/", import.meta.url));

/** ROS is sourced, and nothing of it is missing. */
const canBeLive = (checks: readonly Check[]): boolean =>
  ["ROS 2", "rclnodejs", "ROS interfaces"].every((wanted) =>
    checks.some(({ name, status }) => name === wanted && status === "ok"),
  );

const shown = (path: string): string => (/\s/.test(path) ? `"${path}"` : path);

/** What to do now, in half a sentence, and by which command. */
export interface NextStep {
  readonly what: string;
  readonly command: string;
}

/** What to do after what was found. */
export const nextSteps = (
  checks: readonly Check[],
  examples: string = examplesFolder,
): readonly NextStep[] => {
  const failed = checks.filter(({ status }) => status === "fail").map(({ name }) => name);
  if (failed.length > 0) {
    return [
      {
        what: `mend what fails (${failed.join(", ")}), and look again`,
        command: "spatial-reward doctor",
      },
    ];
  }
  const file = (name: string): string => shown(`${examples}${name}`);
  return [
    {
      what: "a first task file for a recording of your own",
      command: "spatial-reward init RECORDING",
    },
    {
      what: "or label the recording that comes along",
      command: `spatial-reward label ${file("pick.mcap")} --task ${file("pick.yaml")} -o out`,
    },
    ...(canBeLive(checks)
      ? [
          {
            what: "or run the node on live cameras",
            command: "ros2 run spatial_reward bridge --ros-args -p task:=TASK.yaml",
          },
        ]
      : []),
  ];
};
