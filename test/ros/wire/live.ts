import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { type Process, root, run } from "./processes.js";

export const program = resolve(root, "dist/cli/main.js");

export interface LiveOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly remap?: Readonly<Record<string, string>>;
  /** ROS arguments as they are. */
  readonly rest?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The node as a user starts it; ended with the test. */
export const startLive = ({
  parameters = {},
  remap = {},
  rest = [],
  env = {},
}: LiveOptions = {}): Process => {
  const args = [
    ...Object.entries(parameters).flatMap(([name, value]) => [
      "-p",
      `${name}:=${typeof value === "string" ? value : JSON.stringify(value)}`,
    ]),
    ...Object.entries(remap).flatMap(([from, to]) => ["-r", `${from}:=${to}`]),
    ...rest,
  ];
  const node = run(process.execPath, [program, "live", "--ros-args", ...args], env);
  onTestFinished(async () => {
    node.child.kill("SIGKILL");
    await node.ended;
  });
  return node;
};
