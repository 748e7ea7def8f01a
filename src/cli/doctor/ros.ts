import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { failureOf } from "../../core/index.js";
import { checkInstalled, requireSourced } from "../../ros/index.js";
import { type Check, ok, warn } from "./check.js";

type Environment = Readonly<Record<string, string | undefined>>;

const setUp = "run scripts/ros-build.sh, then source ros_ws/install/local_setup.bash";

/** Found, not loaded: importing it may set off a build. */
const hasRclnodejs = (): boolean => {
  try {
    return createRequire(import.meta.url).resolve("rclnodejs") !== "";
  } catch {
    // Not there: that is what was asked.
    return false;
  }
};

const interfaces = (prefixes: string): Check => {
  try {
    checkInstalled(prefixes);
    return ok("ROS interfaces", "spatial_reward, built from this program's definitions");
  } catch (thrown) {
    return warn("ROS interfaces", failureOf(thrown, "ros.interfaces").message, setUp);
  }
};

/** Bytes of UDP that the system lets a subscriber keep; a raw 1080p image is 6 MB in datagrams of 64 KB. */
const enoughBuffer = 4_000_000;

/** Images that are lost on the way are a silence that no QoS explains. */
export const checkReceiveBuffer = async (
  path = "/proc/sys/net/core/rmem_max",
): Promise<readonly Check[]> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const found = `${(Number(text) / 1e6).toFixed(1)} MB`;
  const name = "receive buffer";
  return Number(text) >= enoughBuffer
    ? [ok(name, found)]
    : [
        warn(
          name,
          found,
          "large raw images are lost: sysctl -w net.core.rmem_max=8388608, and let the middleware use it (docs/live.md)",
        ),
      ];
};

/** Recordings need no ROS; only what talks to running nodes does. */
export const checkRos = async (env: Environment): Promise<readonly Check[]> => {
  const { ROS_DISTRO: distribution = "", AMENT_PREFIX_PATH: prefixes = "" } = env;
  try {
    requireSourced(env);
  } catch (thrown) {
    const { message } = failureOf(thrown, "ros.not-sourced");
    return [
      warn(
        "ROS 2",
        `not sourced (${message.split(":")[0]})`,
        "nothing to do for recordings; for live topics: source /opt/ros/<distro>/setup.bash first",
      ),
    ];
  }
  return [
    ok("ROS 2", `${distribution}, ${prefixes.split(":").length} prefix(es)`),
    hasRclnodejs()
      ? ok("rclnodejs", "installed")
      : warn("rclnodejs", "not installed", "with ROS sourced, scripts/ros-build.sh installs it"),
    interfaces(prefixes),
    ...(await checkReceiveBuffer()),
  ];
};
