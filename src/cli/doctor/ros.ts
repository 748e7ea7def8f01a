import { type Check, ok, warn } from "./check.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Recordings need no ROS; only what talks to running nodes does. */
export const checkRos = (env: Environment): Check => {
  const { ROS_DISTRO: distribution = "", AMENT_PREFIX_PATH: prefixes = "" } = env;
  if (distribution !== "" && prefixes !== "") {
    return ok("ROS 2", `${distribution}, ${prefixes.split(":").length} prefix(es)`);
  }
  const missing = distribution === "" ? "ROS_DISTRO" : "AMENT_PREFIX_PATH";
  return warn(
    "ROS 2",
    `not sourced (${missing} is not set)`,
    "nothing to do for recordings; for live topics: source /opt/ros/<distro>/setup.bash first",
  );
};
