import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");

/** Why the tests that need a ROS 2 can't run; undefined when they can. */
export const whyNoRos = (): string | undefined => {
  const { ROS_DISTRO, AMENT_PREFIX_PATH = "" } = process.env;
  if (!ROS_DISTRO || !AMENT_PREFIX_PATH) return "no ROS 2 is sourced";
  if (!existsSync(resolve(root, "node_modules/rclnodejs"))) return "rclnodejs is not installed";
  const built = AMENT_PREFIX_PATH.split(":").some((prefix) =>
    existsSync(resolve(prefix, "share/spatial_reward/package.xml")),
  );
  return built ? undefined : "the interfaces are not built: scripts/ros-build.sh";
};

export const pause = (seconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, 1000 * seconds));

/** How many times longer than here to wait for everything: on a machine that is slow, or busy. */
const patience = Number(process.env.PATIENCE ?? 1);

/** Waits until `look` gives something; fails the test, naming what was waited for, after `seconds`. */
export const until = async <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 40,
): Promise<T> => {
  const end = Date.now() + 1000 * seconds * patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${patience * seconds} s in vain for ${what}`);
    await pause(0.05);
  }
};

export interface Process {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** A process in the test's ROS environment; ended with the test whatever becomes of it. */
export const run = (command: string, args: readonly string[], env = {}): Process => {
  const child = spawn(command, args, { env: { ...process.env, ...env }, cwd: root });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      output += data;
    });
  return {
    child,
    output: () => output,
    ended: new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal ?? ""))),
  };
};

/** The command line of ROS, as a user has it: all that it prints. */
export const ros2 = (...args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync("ros2", args, { encoding: "utf8", timeout: 60_000 });
  return stdout + stderr;
};
