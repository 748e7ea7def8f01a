import type { Rclnodejs } from "rclnodejs";
import { SpatialRewardError } from "../core/index.js";

export type Environment = Readonly<Record<string, string | undefined>>;

const sourced = ["ROS_DISTRO", "AMENT_PREFIX_PATH"] as const;

/**
 * rclnodejs, loaded only where a ROS 2 is sourced: imported elsewhere it would rebuild itself and spoil a good install.
 * Its signal handlers are removed; who uses it ends it.
 * @throws SpatialRewardError ros.missing
 */
export const loadRclnodejs = async (env: Environment): Promise<Rclnodejs> => {
  const missing = sourced.find((name) => (env[name] ?? "") === "");
  if (missing !== undefined) {
    throw new SpatialRewardError(
      "ros.missing",
      `no ROS 2 is sourced (${missing} is not set): source /opt/ros/<distro>/setup.bash first`,
    );
  }
  try {
    const { default: rclnodejs } = await import("rclnodejs");
    return rclnodejs;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError(
      "ros.missing",
      `rclnodejs does not load: ${why}; with ROS 2 sourced, run "npm ci" again`,
      { cause },
    );
  }
};
